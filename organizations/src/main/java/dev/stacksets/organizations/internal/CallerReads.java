package dev.stacksets.organizations.internal;

import dev.stacksets.AwsCalls;
import dev.stacksets.StackSets;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.organizations.tree.CallerIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Who calls, read once, if STS can be asked: its artifact is optional. */
public final class CallerReads {
    private final Optional<Aged<CallerIdentity>> identity;

    private CallerReads(Optional<Aged<CallerIdentity>> identity) {
        this.identity = identity;
    }

    public static CallerReads of(StackSets stackSets, @Nullable StsAsyncClient sts, Duration maxAge) {
        return new CallerReads(Optional.ofNullable(sts)
                .map(stackSets::callsTo)
                .map(calls -> new Aged<>(calls.time(), maxAge, () -> read(calls))));
    }

    private static CompletableFuture<CallerIdentity> read(AwsCalls<StsAsyncClient> calls) {
        return calls.call(
                "GetCallerIdentity",
                StsAsyncClient::getCallerIdentity,
                answer -> new CallerIdentity(answer.account(), answer.arn()));
    }

    boolean canBeAsked() {
        return identity.isPresent();
    }

    /** Fails if STS cannot be asked. */
    public CompletableFuture<CallerIdentity> identity() {
        return identity.map(Aged::get)
                .orElseGet(() -> CompletableFuture.failedFuture(new StackSetsException(
                        "Who calls is not known: no STS client was given. Add sts(StsAsyncClient) to the builder.",
                        null,
                        null)));
    }
}

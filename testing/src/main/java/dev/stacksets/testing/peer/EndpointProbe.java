package dev.stacksets.testing.peer;

import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.internal.peer.Probing;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * Finds out which actions of StackSets a server supports and how it differs from AWS, by the life of one small stack set
 * that is removed again. Its template makes no resource that costs anything.
 *
 * <pre>{@code
 * EndpointReport report = EndpointProbe.of(client).run();
 * System.out.println(report);
 * }</pre>
 *
 * <p>Against AWS it needs the roles of self-managed stack sets, changes the account it is pointed at, and takes minutes.
 * Actions that change the organization, and those that need one, are not tried.
 */
public final class EndpointProbe {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final CloudFormationAsyncClient client;
    private String account = "111122223333";
    private String region;
    private @Nullable TimeSource time;

    private EndpointProbe(CloudFormationAsyncClient client) {
        this.client = client;
        this.region = client.serviceClientConfiguration().region().id();
    }

    /**
     * A probe through a client.
     *
     * @param client stays open; should not retry, or missing actions take long
     * @return with an instance in account 111122223333 and the client's Region, in real time
     */
    public static EndpointProbe of(CloudFormationAsyncClient client) {
        return new EndpointProbe(client);
    }

    /**
     * Where its one instance goes.
     *
     * @param targetAccount 12 digits
     * @param targetRegion such as {@code eu-west-1}
     * @return this probe
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public EndpointProbe target(String targetAccount, String targetRegion) {
        if (!ACCOUNT.matcher(targetAccount).matches()) {
            throw new IllegalArgumentException("an account id has 12 digits: " + targetAccount);
        }
        account = targetAccount;
        region = Objects.requireNonNull(targetRegion);
        return this;
    }

    /**
     * Another time to wait in, as for a simulator in this process whose time {@linkplain
     * dev.stacksets.testing.VirtualTime#autoAdvance() advances by itself}.
     *
     * @param timeSource by default the system's
     * @return this probe
     */
    public EndpointProbe timeSource(TimeSource timeSource) {
        time = timeSource;
        return this;
    }

    /**
     * Runs it. Blocks, for seconds against an emulator; an operation is waited for at most ten minutes, a call for one.
     *
     * @return what was found
     * @throws InterruptedException when interrupted; then what it made is left behind
     * @throws IllegalStateException when not even a stack set can be created, with what the server said as the cause
     */
    public EndpointReport run() throws InterruptedException {
        if (time != null) {
            return new Probing(client, time, account, region).run();
        }
        try (SystemTimeSource system = new SystemTimeSource()) {
            return new Probing(client, system, account, region).run();
        }
    }
}

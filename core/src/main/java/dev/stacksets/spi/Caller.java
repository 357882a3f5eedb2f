package dev.stacksets.spi;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.concurrent.CompletableFuture;

/**
 * Who makes the calls. With the SDK's STS client: {@code () -> sts.getCallerIdentity().thenApply(me -> me.account())}. Plans are
 * made for the account of the credentials and applied with no other's. Thread-safe.
 */
@FunctionalInterface
public interface Caller {

    /**
     * Asks for the account of the credentials that the calls are made with.
     *
     * @return 12 digits; fails if it cannot be found out
     */
    CompletableFuture<String> account();

    /**
     * A caller that is known beforehand, where nobody can be asked. What is said here is taken on trust.
     *
     * @param account whose credentials the calls are made with, 12 digits
     * @return the caller
     * @throws InvalidInputException if it is no account id
     */
    static Caller of(String account) {
        Check.account(account);
        return () -> CompletableFuture.completedFuture(account);
    }
}

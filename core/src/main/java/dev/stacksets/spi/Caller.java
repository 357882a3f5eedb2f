package dev.stacksets.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Who makes the calls. With the SDK's STS client: {@code () -> sts.getCallerIdentity().thenApply(me -> me.account())}.
 * Thread-safe.
 */
@FunctionalInterface
public interface Caller {

    /**
     * Asks for the account of the credentials that the calls are made with.
     *
     * @return 12 digits; fails if it cannot be found out
     */
    CompletableFuture<String> account();
}

package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PagedListing;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds an operation that AWS has under an id the caller chose against what the caller meant by it. */
final class Adoption {
    /** AWS records no targets of self-managed operations, so some of its instances are looked at: five pages. */
    private static final int INSTANCES_COMPARED = 500;

    private Adoption() {}

    /** What is different about it, in a few words; empty if it may be taken for the caller's own. */
    static CompletableFuture<Optional<String>> difference(
            Intent intent, OperationDescription found, PagedListing<InstanceResult> results) {
        Optional<String> difference = intent.difference(found);
        if (difference.isPresent() || found.targets().isPresent() || intent.reach() instanceof Reach.Unsaid) {
            return CompletableFuture.completedFuture(difference);
        }
        AtomicInteger compared = new AtomicInteger();
        return Futures.map(
                results.search(
                        result -> compared.incrementAndGet() > INSTANCES_COMPARED || !intent.covers(result.instance())),
                stranger -> stranger.filter(result -> !intent.covers(result.instance()))
                        .map(result -> "it works on " + result.instance() + ", which is not one of the targets"));
    }
}

package dev.stacksets.internal.tracking;

import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.ServiceError;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PagedListing;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds an operation that AWS has under an id the caller chose against what the caller meant by it: at first as far as
 * its instances are listed, at its end once more, with all of them.
 */
final class Adoption {
    /** AWS records no targets of self-managed operations, so some of its instances are looked at: five pages. */
    private static final int INSTANCES_COMPARED = 500;

    private Adoption() {}

    /** What is different about it, in a few words; empty if it may be taken for the caller's own. */
    static CompletableFuture<Optional<String>> difference(
            Intent intent, OperationDescription found, PagedListing<InstanceResult> results) {
        Optional<String> difference = intent.difference(found);
        if (difference.isPresent() || intent.reach() instanceof Reach.Unsaid) {
            return CompletableFuture.completedFuture(difference);
        }
        List<InstanceResult> listed = new ArrayList<>();
        return Futures.map(
                results.search(result -> listed.size() >= INSTANCES_COMPARED || !listed.add(result)),
                more -> difference(intent, listed, found.status().isTerminal() && more.isEmpty()));
    }

    /**
     * What is different about its instances.
     *
     * @param whole whether it ended, so that all it ever had are listed; none at all is a list that lags
     */
    static Optional<String> difference(Intent intent, List<InstanceResult> listed, boolean whole) {
        int meant = intent.leastInstances();
        return listed.stream()
                .filter(result -> !intent.covers(result.instance()))
                .findFirst()
                .map(stranger -> "it works on " + stranger.instance() + ", which is not one of the targets")
                .or(() -> whole && !listed.isEmpty() && listed.size() < meant
                        ? Optional.of("it works on " + listed.size() + " instances, not " + meant)
                        : Optional.empty());
    }

    /** The refusal of an id that is something else's. */
    static OperationIdAlreadyExistsException refusal(
            OperationToken token, String difference, @Nullable Throwable cause) {
        return new OperationIdAlreadyExistsException(new ServiceError(
                "Stack set '" + token.stackSet() + "' has an operation " + token.operationId() + " already, and "
                        + difference + ". Choose another operation id, or resume that operation.",
                "OperationIdAlreadyExistsException",
                409,
                null,
                token,
                cause));
    }
}

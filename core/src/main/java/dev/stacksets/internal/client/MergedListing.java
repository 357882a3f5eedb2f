package dev.stacksets.internal.client;

import dev.stacksets.Listing;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.FanOut;
import dev.stacksets.internal.Futures;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several lists read at the same time as one. How many calls are under way at once is the gate's business. User code is
 * run one row at a time.
 *
 * @param <T> what is listed
 */
public final class MergedListing<T> implements Listing<T> {
    private final Supplier<CompletableFuture<List<PagedListing<T>>>> parts;
    private final Function<List<List<T>>, List<T>> joining;
    private final Callbacks callbacks;

    /**
     * Lists them.
     *
     * @param parts finds the lists, anew for each reading
     * @param joining makes one list of theirs
     */
    public MergedListing(
            Supplier<CompletableFuture<List<PagedListing<T>>>> parts,
            Function<List<List<T>>, List<T>> joining,
            Callbacks callbacks) {
        this.parts = parts;
        this.joining = joining;
        this.callbacks = callbacks;
    }

    @Override
    public CompletableFuture<List<T>> toList() {
        return callbacks.handOver(Futures.map(ofEach(PagedListing::collect), joining));
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super T> action) {
        Executor inTurn = callbacks.inOrder();
        return callbacks.handOver(Futures.map(ofEach(part -> part.walk(action, inTurn)), ends -> null));
    }

    @Override
    public CompletableFuture<Optional<T>> findFirst(Predicate<? super T> condition) {
        Executor inTurn = callbacks.inOrder();
        CompletableFuture<Optional<T>> found = new CompletableFuture<>();
        CompletableFuture<List<Optional<T>>> searches = ofEach(part -> {
            CompletableFuture<Optional<T>> search = part.search(condition, inTurn);
            Futures.onEnd(search, (match, failure) -> {
                if (failure == null && match.isPresent()) {
                    found.complete(match);
                }
            });
            return search;
        });
        Futures.onEnd(searches, (matches, failure) -> Futures.settle(found, Optional.empty(), failure));
        Futures.onEnd(found, (match, failure) -> searches.cancel(true));
        return callbacks.handOver(found);
    }

    private <R extends @Nullable Object> CompletableFuture<List<R>> ofEach(
            Function<PagedListing<T>, CompletableFuture<R>> reading) {
        return Futures.compose(parts.get(), all -> FanOut.each(all, Math.max(1, all.size()), reading));
    }
}

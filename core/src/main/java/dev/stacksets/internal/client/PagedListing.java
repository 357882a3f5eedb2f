package dev.stacksets.internal.client;

import dev.stacksets.Listing;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages asked for one after another.
 *
 * @param <T> what is listed
 */
public final class PagedListing<T> implements Listing<T> {

    /**
     * One page.
     *
     * @param rows what it holds, possibly nothing: an empty page with a token is not the last one
     * @param next where the next page begins; empty on the last one
     */
    public record Page<T>(List<T> rows, Optional<String> next) {
        /** AWS ends some lists with no token and some with an empty one. */
        public static <S, T> Page<T> of(List<S> rows, Function<S, T> mapping, @Nullable String nextToken) {
            return new Page<>(
                    rows.stream().map(mapping).toList(),
                    Optional.ofNullable(nextToken).filter(token -> !token.isEmpty()));
        }
    }

    /** Where the rows of all pages are kept. */
    interface Gathering<T> {
        void add(List<T> rows);

        List<T> all();
    }

    private final Function<@Nullable String, CompletableFuture<Page<T>>> fetch;
    private final Supplier<Gathering<T>> gathering;
    private final Callbacks callbacks;

    /** Lists what {@code fetch} gives for each token, the first token being null. */
    public PagedListing(Function<@Nullable String, CompletableFuture<Page<T>>> fetch, Callbacks callbacks) {
        this(fetch, Plain::new, callbacks);
    }

    PagedListing(
            Function<@Nullable String, CompletableFuture<Page<T>>> fetch,
            Supplier<Gathering<T>> gathering,
            Callbacks callbacks) {
        this.fetch = fetch;
        this.gathering = gathering;
        this.callbacks = callbacks;
    }

    private static final class Plain<T> implements Gathering<T> {
        private final List<T> all = new ArrayList<>();

        @Override
        public void add(List<T> rows) {
            all.addAll(rows);
        }

        @Override
        public List<T> all() {
            return all;
        }
    }

    @Override
    public CompletableFuture<List<T>> toList() {
        return callbacks.handOver(collect());
    }

    /** As {@link #toList()}, for use inside the library: completes wherever the last page arrives. */
    public CompletableFuture<List<T>> collect() {
        Gathering<T> gathered = gathering.get();
        Walk walk = new Walk(
                rows -> {
                    gathered.add(rows);
                    return true;
                },
                Runnable::run);
        walk.from(null);
        return Futures.map(walk.end, end -> gathered.all());
    }

    /** The rows of the first page, for use inside the library. */
    public CompletableFuture<List<T>> firstPage() {
        return Futures.map(fetch.apply(null), Page::rows);
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super T> action) {
        return callbacks.handOver(walk(action, callbacks));
    }

    CompletableFuture<@Nullable Void> walk(Consumer<? super T> action, Executor executor) {
        Walk walk = new Walk(
                rows -> {
                    rows.forEach(action);
                    return true;
                },
                executor);
        walk.from(null);
        return walk.end;
    }

    @Override
    public CompletableFuture<Optional<T>> findFirst(Predicate<? super T> condition) {
        return callbacks.handOver(search(condition, callbacks));
    }

    /** As {@link #findFirst}, for use inside the library: neither the condition nor what follows is user code. */
    public CompletableFuture<Optional<T>> search(Predicate<? super T> condition) {
        return search(condition, Runnable::run);
    }

    CompletableFuture<Optional<T>> search(Predicate<? super T> condition, Executor executor) {
        AtomicReference<@Nullable T> found = new AtomicReference<>();
        Walk walk = new Walk(
                rows -> {
                    rows.stream().filter(condition).findFirst().ifPresent(found::set);
                    return found.get() == null;
                },
                executor);
        walk.from(null);
        CompletableFuture<Optional<T>> result = Futures.map(walk.end, end -> Optional.ofNullable(found.get()));
        Futures.onEnd(result, (row, failure) -> walk.end.complete(null));
        return result;
    }

    /** One way through the pages. Its end, completed by anyone, ends it. */
    private final class Walk {
        private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        private final Predicate<List<T>> wantsMore;
        private final Executor executor;
        private volatile Future<?> fetching = end;

        Walk(Predicate<List<T>> wantsMore, Executor executor) {
            this.wantsMore = wantsMore;
            this.executor = executor;
            Futures.onEnd(end, (nothing, failure) -> fetching.cancel(true));
        }

        /** A loop while answers are at hand, so that a thousand pages do not nest a thousand deep. */
        void from(@Nullable String first) {
            String token = first;
            while (!end.isDone()) {
                CompletableFuture<Page<T>> page = fetch.apply(token);
                fetching = page;
                CompletableFuture<Optional<String>> step = page.thenApplyAsync(this::take, executor);
                if (!step.isDone()) {
                    Futures.onEnd(step, (next, failure) -> {
                        settle(next, failure);
                        if (!end.isDone()) {
                            from(next.orElseThrow());
                        }
                    });
                    return;
                }
                Futures.onEnd(step, this::settle);
                token = end.isDone() ? null : step.join().orElseThrow();
            }
        }

        private Optional<String> take(Page<T> page) {
            return wantsMore.test(page.rows()) ? page.next() : Optional.empty();
        }

        private void settle(Optional<String> next, @Nullable Throwable failure) {
            if (failure != null) {
                end.completeExceptionally(failure);
            } else if (next.isEmpty()) {
                end.complete(null);
            }
        }
    }
}

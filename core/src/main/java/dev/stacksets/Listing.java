package dev.stacksets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A list that AWS hands out in pages. Lazy: nothing is asked until one of the methods is called, each call starts at the
 * first page, and pages are asked for one after another, up to 100 rows each.
 *
 * <p>User code runs on the callback executor. A returned future fails with a
 * {@link dev.stacksets.error.StackSetsException}; cancelling it ends the paging.
 *
 * @param <T> what is listed
 */
public interface Listing<T> {

    /**
     * Collects all rows.
     *
     * @return all of them, in AWS's order
     */
    CompletableFuture<List<T>> toList();

    /**
     * Hands over row by row, holding no more than a page in memory.
     *
     * @param action what to do with each row; an exception of it ends the paging and fails the future
     * @return completes after the last row
     */
    CompletableFuture<Void> forEach(Consumer<? super T> action);

    /**
     * Looks for the first match and asks for no page after it.
     *
     * @param condition what to look for
     * @return the first row that meets it, or empty
     */
    CompletableFuture<Optional<T>> findFirst(Predicate<? super T> condition);
}

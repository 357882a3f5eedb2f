package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PagedListing.Page;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look at the list of a stack set's operations, page after page. Every poll that waits for it is answered by the page
 * that has its operation. It ends when all are answered, or with the last page that is worth a call. Tokens are used at once and
 * never kept, since AWS does not say for how long they hold (API page {@code ListStackSetOperations}).
 */
final class ListLook {
    private final StackSetWatch group;
    private final List<PollLoop.Poll> polls;
    private final int pages;

    /**
     * A look to come.
     *
     * @param polls who waits for it, the first of them being due; several may be of one operation
     * @param pages how many are worth a call
     */
    ListLook(StackSetWatch group, List<PollLoop.Poll> polls, int pages) {
        this.group = group;
        this.polls = polls;
        this.pages = pages;
    }

    void begin(PollQueue.Turn turn) {
        Futures.onEnd(page(null, () -> turn.sent(pages)), (read, failure) -> {
            turn.end();
            answer(0, polls, read, failure);
        });
    }

    private CompletableFuture<Page<OperationDescription>> page(@Nullable String next, Runnable sent) {
        return group.watching().reads().operationsPage(group.stackSet(), next, Priority.WATCH, sent);
    }

    private void answer(
            int number, List<PollLoop.Poll> waiting, Page<OperationDescription> page, @Nullable Throwable failure) {
        if (failure != null) {
            group.unread(number, failure);
            waiting.forEach(this::unread);
            return;
        }
        group.learn(page.rows());
        List<PollLoop.Poll> missing = answer(number, waiting, page.rows());
        Optional<String> next = page.next();
        if (next.isPresent() && number + 1 < pages && !missing.isEmpty()) {
            Futures.onEnd(page(next.get(), () -> {}), (read, unread) -> answer(number + 1, missing, read, unread));
        } else {
            int later = next.isPresent() ? number + 1 : PollLoop.OFF_THE_LIST;
            missing.forEach(poll -> poll.unlisted(later));
        }
    }

    /** Gives those that the page does not have. */
    private static List<PollLoop.Poll> answer(
            int number, List<PollLoop.Poll> waiting, List<OperationDescription> rows) {
        Map<String, OperationDescription> byId = rows.stream()
                .collect(Collectors.toMap(OperationDescription::operationId, Function.identity(), (one, again) -> one));
        List<PollLoop.Poll> missing = new ArrayList<>();
        waiting.forEach(poll -> {
            OperationDescription found = byId.get(poll.operationId());
            if (found == null) {
                missing.add(poll);
            } else {
                poll.listed(number, found);
            }
        });
        return missing;
    }

    /** Who was due asks for itself; the others were not due yet. */
    private void unread(PollLoop.Poll poll) {
        if (poll == polls.get(0)) {
            poll.describe(null);
        } else {
            poll.unanswered();
        }
    }
}

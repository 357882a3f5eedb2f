package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PagedListing.Page;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One look at the list of a stack set's operations, page after page. Every poll that waits for it is answered by the page
 * that has its operation. It ends when all are answered, or with the last page that is worth a call. Tokens are used at once and
 * never kept, since AWS does not say for how long they hold (API page {@code ListStackSetOperations}).
 */
final class ListLook {
    private final StackSetWatch group;
    private final PollLoop.Poll first;
    private final Map<String, PollLoop.Poll> waiting = new LinkedHashMap<>();
    private final int pages;

    /**
     * A look to come.
     *
     * @param polls who waits for it; the first one is due
     * @param pages how many are worth a call
     */
    ListLook(StackSetWatch group, List<PollLoop.Poll> polls, int pages) {
        this.group = group;
        this.first = polls.get(0);
        this.pages = pages;
        polls.forEach(poll -> waiting.put(poll.operationId(), poll));
    }

    void begin(PollQueue.Turn turn) {
        Futures.onEnd(page(null, () -> turn.sent(pages)), (read, failure) -> {
            turn.end();
            answer(0, read, failure);
        });
    }

    private CompletableFuture<Page<OperationDescription>> page(@Nullable String next, Runnable sent) {
        return group.watching().reads().operationsPage(group.stackSet(), next, Priority.WATCH, sent);
    }

    private void answer(int number, Page<OperationDescription> page, @Nullable Throwable failure) {
        if (failure != null) {
            group.unread(number, failure);
            waiting.values().forEach(this::unread);
            return;
        }
        group.learn(page.rows());
        page.rows().forEach(found -> answer(number, found));
        Optional<String> next = page.next();
        if (next.isPresent() && number + 1 < pages && !waiting.isEmpty()) {
            Futures.onEnd(page(next.get(), () -> {}), (read, unread) -> answer(number + 1, read, unread));
        } else {
            int later = next.isPresent() ? number + 1 : PollLoop.OFF_THE_LIST;
            waiting.values().forEach(poll -> poll.unlisted(later));
        }
    }

    private void answer(int number, OperationDescription found) {
        PollLoop.Poll poll = waiting.remove(found.operationId());
        if (poll != null) {
            poll.listed(number, found);
        }
    }

    /** Who was due asks for itself; the others were not due yet. */
    private void unread(PollLoop.Poll poll) {
        if (poll == first) {
            poll.describe(null);
        } else {
            poll.unanswered();
        }
    }
}

package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.spi.ApiCall.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The watched operations of one stack set. Where several are open, one list of its operations answers for all of them. That
 * list may lag behind (API page {@code ListStackSetOperations}), so it has no last word: an operation that it shows as
 * ended, or not at all, is described by itself, and so is each from time to time.
 */
final class StackSetWatch {
    private final String stackSet;
    private final Watching watching;
    private final List<PollLoop> members = new ArrayList<>();
    private boolean listsAreRefused;
    private boolean pastAskedFor;

    StackSetWatch(String stackSet, Watching watching) {
        this.stackSet = stackSet;
        this.watching = watching;
    }

    Watching watching() {
        return watching;
    }

    synchronized void enter(PollLoop loop) {
        loop.member = members.size();
        members.add(loop);
    }

    synchronized void leave(PollLoop loop) {
        if (loop.member == PollLoop.NO_MEMBER) {
            return;
        }
        PollLoop last = members.remove(members.size() - 1);
        if (last != loop) {
            members.set(loop.member, last);
            last.member = loop.member;
        }
        loop.member = PollLoop.NO_MEMBER;
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    synchronized List<PollLoop> members() {
        return List.copyOf(members);
    }

    /**
     * A call that answers for several may come sooner, since it costs each of them less. By the square root of their number it
     * would be a fair bargain between calls and delay (docs/decisions/041); by the fourth root calls are saved as well.
     */
    synchronized Duration shared(Duration delay) {
        return members.size() < 2 || listsAreRefused
                ? delay
                : Duration.ofNanos((long) (delay.toNanos() / Math.sqrt(Math.sqrt(members.size()))));
    }

    /** One of them is due: asks about it, or about all of them at once. */
    void due(PollLoop first, PollQueue.Turn turn) {
        PollLoop.Poll poll = first.begin();
        List<PollLoop.Poll> polls = poll != null && first.isListable() ? together(poll) : List.of();
        if (polls.size() >= 2) {
            list(polls, turn);
        } else if (poll != null) {
            poll.describe(turn);
        } else {
            turn.end();
        }
    }

    private synchronized List<PollLoop.Poll> together(PollLoop.Poll first) {
        if (listsAreRefused || members.size() < 2) {
            return List.of(first);
        }
        List<PollLoop.Poll> polls = new ArrayList<>(members.size());
        polls.add(first);
        for (PollLoop member : members) {
            PollLoop.Poll poll = member.isListable() && watching.queue().isArmed(member) ? member.begin() : null;
            if (poll != null) {
                polls.add(poll);
            }
        }
        return polls;
    }

    private void list(List<PollLoop.Poll> polls, PollQueue.Turn turn) {
        Futures.onEnd(watching.reads().newest(stackSet, Priority.WATCH, turn::sent), (found, failure) -> {
            turn.end();
            if (failure == null) {
                learn(found);
                Map<String, OperationDescription> byId = found.stream()
                        .collect(Collectors.toMap(
                                OperationDescription::operationId, Function.identity(), (one, again) -> one));
                polls.forEach(poll -> poll.listed(byId.get(poll.operationId())));
            } else {
                unlisted(polls, failure);
            }
        });
    }

    /** Who was due asks for itself; the others were not due yet. */
    private void unlisted(List<PollLoop.Poll> polls, Throwable failure) {
        ErrorKind kind = ErrorKind.of(failure);
        synchronized (this) {
            listsAreRefused |= !kind.isPassing() && kind != ErrorKind.THROTTLED && kind != ErrorKind.LOCAL;
        }
        polls.get(0).listed(null);
        polls.subList(1, polls.size()).forEach(PollLoop.Poll::unanswered);
    }

    private void learn(List<OperationDescription> listed) {
        listed.forEach(operation -> watching.past().learn(stackSet, operation, OptionalInt.empty()));
    }

    /** Asks once how long earlier operations took. Nobody waits for the answer. */
    void askForPast() {
        synchronized (this) {
            if (pastAskedFor || listsAreRefused) {
                return;
            }
            pastAskedFor = true;
        }
        Futures.onEnd(watching.reads().newest(stackSet, Priority.LIST, () -> {}), (found, failure) -> {
            if (failure == null) {
                learn(found);
            }
        });
    }
}

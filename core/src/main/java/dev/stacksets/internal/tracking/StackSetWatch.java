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
    private static final int LISTS_BELIEVED = 4;

    private final String stackSet;
    private final Watching watching;
    private final List<PollLoop> members = new ArrayList<>();
    private int sharing;
    private double urgency;
    private boolean listsAreRefused;
    private boolean pastAskedFor;
    private boolean pastWanted;

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
        count(loop, 0);
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    synchronized List<PollLoop> members() {
        return List.copyOf(members);
    }

    /**
     * How long until somebody asks, if this one by itself would wait so long. A list answers for all, and is asked for as often
     * as one of them would ask whose urgency, the square of its polls a second, is the mean of theirs: then the calls of n
     * fall to an nth, and ends are seen no later (docs/decisions/041).
     */
    synchronized Duration shared(PollLoop loop, Duration delay) {
        boolean shares = loop.isShared() && loop.member != PollLoop.NO_MEMBER;
        count(loop, shares ? (float) Math.pow(1e3 / Math.max(1, delay.toMillis()), 2) : 0);
        return !shares || sharing < 2 || listsAreRefused
                ? delay
                : Duration.ofMillis(Math.max(1, (long) (1e3 * Math.sqrt(sharing / urgency))));
    }

    private void count(PollLoop loop, float next) {
        sharing += (next > 0 ? 1 : 0) - (loop.urgency > 0 ? 1 : 0);
        urgency += (double) next - loop.urgency;
        loop.urgency = next;
    }

    /** Lists are believed for so many times, so that looking after each by itself is the lesser part of the calls. */
    synchronized int listsBelieved() {
        return LISTS_BELIEVED * sharing;
    }

    /** One of them is due: asks about it, or about all of them at once. */
    void due(PollLoop first, PollQueue.Turn turn) {
        PollLoop.Poll poll = first.begin();
        List<PollLoop.Poll> polls = poll != null && first.isListable() ? together(poll) : List.of();
        if (polls.size() >= 2 || (polls.size() == 1 && takePastWanted())) {
            list(polls, turn);
        } else if (poll != null) {
            poll.describe(turn);
        } else {
            turn.end();
        }
    }

    private synchronized List<PollLoop.Poll> together(PollLoop.Poll first) {
        if (listsAreRefused || sharing < 2) {
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
        polls.get(0).describe(null);
        polls.subList(1, polls.size()).forEach(PollLoop.Poll::unanswered);
    }

    private void learn(List<OperationDescription> listed) {
        listed.forEach(operation -> watching.past().learn(stackSet, operation, OptionalInt.empty()));
    }

    /**
     * Has AWS asked once how long earlier operations took: by the next poll, if a list will do for that, or else by a call more.
     * Nobody waits for the answer.
     */
    void askForPast(boolean byNextPoll) {
        synchronized (this) {
            if (pastAskedFor || listsAreRefused) {
                return;
            }
            pastAskedFor = true;
            pastWanted = byNextPoll;
        }
        if (!byNextPoll) {
            Futures.onEnd(watching.reads().newest(stackSet, Priority.LIST, () -> {}), (found, failure) -> {
                if (failure == null) {
                    learn(found);
                }
            });
        }
    }

    private synchronized boolean takePastWanted() {
        boolean wanted = pastWanted;
        pastWanted = false;
        return wanted;
    }
}

package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.spi.ApiCall.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The watched operations of one stack set. Where several are open, one list of its operations answers for all of them that
 * are on the pages worth reading. That list may lag behind (API page {@code ListStackSetOperations}), so it has no last word:
 * an operation that it shows as ended, or not at all, is described by itself, and so is each from time to time.
 */
final class StackSetWatch {
    private static final int LISTS_BELIEVED = 4;

    /** Handles that a poll may look at to decide how many pages are worth their calls. */
    private static final int COUNTED_AT_ONCE = 1_000;

    private final String stackSet;
    private final Watching watching;
    private final List<PollLoop> members = new ArrayList<>();
    private int sharing;
    private double urgency;
    private int pages = 1;

    /** How many of its handles polls might have counted since they were counted. */
    private int uncounted;

    private int readablePages = PollLoop.OFF_THE_LIST;
    private boolean pastAskedFor;
    private boolean pastWanted;

    StackSetWatch(String stackSet, Watching watching) {
        this.stackSet = stackSet;
        this.watching = watching;
    }

    String stackSet() {
        return stackSet;
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
     * How long until somebody asks, if this one by itself would wait so long. Where a list answers for several, it is asked for
     * as often as one of them would ask whose urgency, the square of its polls a second, is the mean of theirs: then the calls
     * of n fall to an nth for each page read, and ends are seen no later (docs/decisions/041).
     */
    synchronized Duration shared(PollLoop loop, Duration delay) {
        boolean shares = loop.isShared() && loop.page() < pages && loop.member != PollLoop.NO_MEMBER;
        count(loop, shares ? (float) Math.pow(1e3 / Math.max(1, delay.toMillis()), 2) : 0);
        return !shares || sharing < 2
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
        List<PollLoop.Poll> polls = poll == null ? List.of() : together(first, poll);
        if (polls.size() >= 2 || (polls.size() == 1 && takePastWanted())) {
            new ListLook(this, polls, polls.size() == 1 ? 1 : pages).begin(turn);
        } else if (poll != null) {
            poll.describe(turn);
        } else {
            turn.end();
        }
    }

    /** Whom the same list answers for, with who is due; nobody, if no list may. */
    private synchronized List<PollLoop.Poll> together(PollLoop first, PollLoop.Poll poll) {
        if (first.isShared() && readablePages > 0 && isWorthCounting()) {
            pages = worthwhilePages();
        }
        if (!first.isListable() || readablePages == 0) {
            return List.of();
        }
        List<PollLoop.Poll> polls = new ArrayList<>(members.size());
        polls.add(poll);
        if (first.page() < pages) {
            members.stream()
                    .filter(member -> member.page() < pages && member.isListable())
                    .filter(watching.queue()::isArmed)
                    .map(PollLoop::begin)
                    .filter(Objects::nonNull)
                    .forEach(polls::add);
        }
        return polls;
    }

    /** With very many handles not each time: counting them all at every poll takes the square of their number. */
    private boolean isWorthCounting() {
        uncounted += COUNTED_AT_ONCE;
        if (uncounted < members.size()) {
            return false;
        }
        uncounted = 0;
        return true;
    }

    /** A page costs a call, and so does each operation that is on no page read: as many pages as make both together the least. */
    private int worthwhilePages() {
        int[] onPage = new int[PollLoop.OFF_THE_LIST + 1];
        members.stream().filter(PollLoop::isShared).forEach(member -> onPage[member.page()]++);
        int alone = IntStream.of(onPage).sum();
        int least = Integer.MAX_VALUE;
        int best = 0;
        for (int read = 1; read <= readablePages && read < least; read++) {
            alone -= onPage[read - 1];
            best = read + alone < least ? read : best;
            least = Math.min(least, read + alone);
        }
        return best;
    }

    /** A page could not be read. One that is refused for good is not asked for again, nor those after it. */
    synchronized void unread(int page, Throwable failure) {
        ErrorKind kind = ErrorKind.of(failure);
        if (!kind.isPassing() && kind != ErrorKind.THROTTLED && kind != ErrorKind.LOCAL) {
            readablePages = Math.min(readablePages, page);
            pages = Math.min(pages, readablePages);
        }
    }

    void learn(List<OperationDescription> listed) {
        listed.forEach(operation -> watching.past().learn(stackSet, operation, OptionalInt.empty()));
    }

    /**
     * Has AWS asked once how long earlier operations took: by the next poll, if a list will do for that, or else by a call more.
     * Nobody waits for the answer.
     */
    void askForPast(boolean byNextPoll) {
        synchronized (this) {
            if (pastAskedFor || readablePages == 0) {
                return;
            }
            pastAskedFor = true;
            pastWanted = byNextPoll;
        }
        if (!byNextPoll) {
            Futures.onEnd(
                    watching.reads().operationsPage(stackSet, null, Priority.LIST, () -> {}), (found, failure) -> {
                        if (failure == null) {
                            learn(found.rows());
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

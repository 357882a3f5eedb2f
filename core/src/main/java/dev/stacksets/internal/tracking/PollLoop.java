package dev.stacksets.internal.tracking;

import dev.stacksets.TrackingOptions;
import dev.stacksets.TrackingOptions.Detail;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.Milestone;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollContext;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.target.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks AWS about one operation again and again until it ends. At most one poll is in flight; who asks meanwhile joins
 * it. Poll failures are counted, not thrown: only a run of them, or one that cannot heal, ends the watching.
 */
abstract class PollLoop extends LastSnapshot {
    /** Right after a start AWS may not find the operation yet. */
    private static final int NOT_FOUND_LIMIT = 3;

    /** Who resumes while a network comes back is not sent away for one answer. */
    private static final int NO_FIRST_ANSWER_LIMIT = 3;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** For an operation so old, of which nothing is known from earlier ones, those are asked for. */
    private static final Duration PAST_IS_WORTH_ASKING = Duration.ofSeconds(30);

    /** Lists of operations lag by seconds: a young operation is described by itself when it is so much older, and three times as old. */
    private static final Duration LISTS_ARE_BELIEVED = Duration.ofSeconds(30);

    /** An operation so old that is on no page of the list will be on none later either. */
    private static final Duration LISTS_ARE_WHOLE = Duration.ofMinutes(5);

    /** The page of an operation that no list has any more. */
    static final byte OFF_THE_LIST = Byte.MAX_VALUE;

    static final int NO_MEMBER = -1;

    private final OperationToken token;
    private final TrackingOptions options;
    private final StackSetWatch group;
    private long beganNanos;
    private int describedAtSeconds;
    private short listedInARow;
    private byte page;
    private @Nullable Poll inFlight;
    private @Nullable Instances counted;

    /** Guarded by the queue. */
    long deadline;

    /** Guarded by the queue. */
    int place = PollQueue.NOWHERE;

    /** Guarded by the group. */
    int member = NO_MEMBER;

    /** Guarded by the group. */
    float urgency;

    /** Instance by instance, where that is asked for. */
    private static final class Instances {
        private final InstanceCounting counting;
        private final Set<InstanceId> told = new HashSet<>();

        Instances(OptionalInt instances) {
            counting = new InstanceCounting(instances);
        }
    }

    PollLoop(
            OperationToken token,
            OptionalInt instances,
            OperationAction action,
            TrackingOptions options,
            StackSetWatch group) {
        super(instances, action, group.watching().time().now());
        this.token = token;
        this.options = options;
        this.group = group;
        this.beganNanos = time().nanoTime();
        this.counted = options.detail() == Detail.STATUS ? null : new Instances(instances);
    }

    // What comes of it

    abstract void acknowledged();

    /** Whether AWS has said anything about it. */
    abstract boolean isAcknowledged();

    abstract void observed();

    abstract void instanceEnded(InstanceResult result);

    abstract void ended(OperationResult result);

    abstract void lost(Reason reason, String why, @Nullable Throwable cause);

    abstract void end(StackSetsException cause);

    abstract void clientClosed();

    /** What an operation that AWS had already was meant to do, if that is still to be compared. */
    abstract Optional<Intent> adoptedFor();

    // Asking

    /** A poll in flight. Never fails: a failed poll is a snapshot that says so. */
    final class Poll extends CompletableFuture<OperationProgress> {
        private volatile Future<?> asking = this;

        String operationId() {
            return token.operationId();
        }

        /** Describes the operation. */
        void describe(PollQueue.@Nullable Turn turn) {
            if (isEnded()) {
                over(turn);
                finished(this, false, null);
                return;
            }
            CompletableFuture<OperationDescription> asked =
                    reads().poll(token, Priority.WATCH, turn == null ? () -> {} : turn::sent);
            asking = asked;
            Futures.onEnd(asked, (any, failure) -> over(turn));
            conclude(asked.thenCompose(PollLoop.this::described));
            if (isEnded()) {
                asked.cancel(true);
            }
        }

        /** A page of the list of operations says how it stands. What it says of an end is looked at. */
        void listed(int number, OperationDescription found) {
            page = (byte) number;
            if (found.status().isTerminal()) {
                describe(null);
            } else {
                listedInARow++;
                conclude(answered(new Described(found, Optional.empty(), Optional.empty(), Optional.empty())));
            }
        }

        /** No page before this one has it. */
        void unlisted(int later) {
            if (age().compareTo(later == OFF_THE_LIST ? LISTS_ARE_WHOLE : LISTS_ARE_BELIEVED) > 0) {
                page = (byte) Math.max(page, later);
            }
            describe(null);
        }

        /** Nobody was asked after all. */
        void unanswered() {
            finished(this, true, null);
        }

        private void conclude(CompletableFuture<Boolean> answered) {
            Futures.onEnd(
                    answered.exceptionally(failure -> failed(ErrorKind.unwrap(failure))),
                    (again, failure) -> finished(this, Boolean.TRUE.equals(again), failure));
        }

        private static void over(PollQueue.@Nullable Turn turn) {
            if (turn != null) {
                turn.end();
            }
        }
    }

    /** Begins a poll, unless one is in flight. */
    @Nullable
    Poll begin() {
        Poll poll;
        synchronized (this) {
            poll = inFlight == null ? new Poll() : null;
            inFlight = poll == null ? inFlight : poll;
        }
        if (poll != null) {
            queue().disarm(this);
        }
        return poll;
    }

    /** Polls now, or joins the poll in flight. */
    CompletableFuture<OperationProgress> now() {
        Poll mine = begin();
        if (mine != null) {
            mine.describe(null);
            return mine;
        }
        synchronized (this) {
            return inFlight == null ? CompletableFuture.completedFuture(progress()) : inFlight;
        }
    }

    /** Polls now, for whoever hears of it by other ways. */
    void poke() {
        var unused = now();
    }

    /** Its time has come. */
    void due(PollQueue.Turn turn) {
        group.due(this, turn);
    }

    /** Has the next poll come in its time. The policy is the user's: if it throws, watching ends and says so. */
    void arm() {
        try {
            Duration delay = delay();
            queue().arm(this, group.shared(this, delay));
        } catch (RuntimeException | Error thrown) {
            broken(thrown);
        }
        if (isEnded()) {
            queue().disarm(this);
        }
    }

    private Duration delay() {
        PollPolicy policy = options.pollPolicy();
        OperationProgress last = progress();
        Duration delay = policy.nextDelay(
                new PollContext(last.polls(), age(), last, isThrottled(last), policy.looksBack() ? past() : List.of()));
        return delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay;
    }

    private List<Duration> past() {
        OperationAction action = action();
        if (action == OperationAction.UNKNOWN) {
            return List.of();
        }
        PastOperations past = group.watching().past();
        if (age().compareTo(PAST_IS_WORTH_ASKING) >= 0 && !past.knows(token.stackSet(), action)) {
            group.askForPast(isListable());
        }
        return past.durations(token.stackSet(), action, instances());
    }

    private static boolean isThrottled(OperationProgress last) {
        return last.lastPollFailure()
                .filter(ThrottledException.class::isInstance)
                .isPresent();
    }

    /** Whether lists of operations say as much as it wants to know. */
    boolean isShared() {
        return options.detail() == Detail.STATUS && page != OFF_THE_LIST;
    }

    /** The page of the list of operations, from zero, that had it last, or one that may have it since that one has it no more. */
    int page() {
        return page;
    }

    /** Whether a list of operations may answer for it now. */
    boolean isListable() {
        Duration undescribed = age().minusSeconds(describedAtSeconds);
        return isShared()
                && adoptedFor().isEmpty()
                && (undescribed.compareTo(LISTS_ARE_BELIEVED) < 0
                        || undescribed.compareTo(age().dividedBy(3).multipliedBy(2)) <= 0)
                && listedInARow < group.listsBelieved();
    }

    /** Nobody waits for an answer any more: a poll that waits for its turn gives it up. */
    void stopAsking() {
        queue().disarm(this);
        Poll poll;
        synchronized (this) {
            poll = inFlight;
        }
        if (poll != null) {
            poll.asking.cancel(true);
        }
    }

    private void finished(Poll poll, boolean again, @Nullable Throwable failure) {
        synchronized (this) {
            inFlight = null;
        }
        if (failure != null) {
            broken(failure);
        } else if (again) {
            arm();
        }
        poll.complete(progress());
    }

    // What an answer says

    /** What one poll learned: of the operation in any case, of its instances if that was asked for and could be read. */
    private record Described(
            OperationDescription operation,
            Optional<List<InstanceResult>> instances,
            Optional<Milestone> milestone,
            Optional<Throwable> unread) {}

    private CompletableFuture<Boolean> described(OperationDescription operation) {
        describedAtSeconds = (int) age().toSeconds();
        listedInARow = 0;
        return withInstances(operation).thenCompose(this::answered);
    }

    private CompletableFuture<Described> withInstances(OperationDescription operation) {
        Instances asked = counted;
        if (asked == null || operation.status().isTerminal()) {
            return CompletableFuture.completedFuture(
                    new Described(operation, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return options.detail() == Detail.PROGRESS ? withProgress(operation, asked) : withAll(operation, asked);
    }

    private CompletableFuture<Described> withAll(OperationDescription operation, Instances asked) {
        return reads().results(token).collect().handle((all, failure) -> {
            if (failure == null) {
                asked.counting.listed(InstanceCounts.of(all), age());
            }
            return described(operation, Optional.ofNullable(all), asked, failure);
        });
    }

    private CompletableFuture<Described> withProgress(OperationDescription operation, Instances asked) {
        if (!asked.counting.isWorthwhile(age())) {
            return CompletableFuture.completedFuture(described(operation, Optional.empty(), asked, null));
        }
        int failed = operation.failedInstances().orElse(0);
        return asked.counting
                .count(reads(), token, age(), failed)
                .handle((counted, failure) -> described(operation, Optional.empty(), asked, failure));
    }

    private Described described(
            OperationDescription operation,
            Optional<List<InstanceResult>> all,
            Instances asked,
            @Nullable Throwable failure) {
        return new Described(
                operation,
                all,
                asked.counting.last(),
                Optional.ofNullable(failure)
                        .map(unread -> ErrorTranslator.translate(
                                ErrorKind.unwrap(unread), CallContext.of("ListStackSetOperationResults", token))));
    }

    private CompletableFuture<Boolean> answered(Described described) {
        OperationDescription now = described.operation();
        now.createdAt().ifPresent(this::beganBy);
        hold(
                now,
                described.instances().map(InstanceCounts::of),
                described.milestone(),
                described.unread(),
                time().now());
        acknowledged();
        if (!isMeant(intent -> intent.difference(now))) {
            return CompletableFuture.completedFuture(false);
        }
        described.instances().ifPresent(this::tellInstances);
        if (now.status().isTerminal()) {
            return group.watching()
                    .collector()
                    .collect(
                            token,
                            now,
                            instances(),
                            adoptedFor().map(Intent::leastInstances).orElse(0),
                            options.keepsAllResults(),
                            this::isEnded)
                    .thenApply(collected -> ended(now, collected));
        }
        observed();
        return CompletableFuture.completedFuture(true);
    }

    /** Watching may begin long after the operation did. Clocks differ; what began in the future began now. */
    private void beganBy(Instant created) {
        Duration old = Duration.between(created, time().now());
        if (old.compareTo(age()) > 0 && old.compareTo(Duration.ofDays(366)) < 0) {
            beganNanos = time().nanoTime() - old.toNanos();
        }
    }

    private boolean ended(OperationDescription now, ResultCollector.Collected collected) {
        OperationResult result = collected.result();
        holdEnd(now, result.counts(), time().now());
        group.watching()
                .past()
                .learn(
                        token.stackSet(),
                        now,
                        result.complete() ? OptionalInt.of(result.counts().total()) : instances());
        if (options.detail() == Detail.INSTANCES) {
            tellInstances(collected.instances());
        }
        observed();
        boolean whole = result.complete() || now.status() == OperationStatus.SUCCEEDED;
        if (isMeant(intent -> Adoption.difference(intent, collected.instances(), whole))) {
            ended(result);
        }
        return false;
    }

    /** Ends the watching of an operation that proves to be another than the one meant. */
    private boolean isMeant(Function<Intent, Optional<String>> comparison) {
        Optional<String> difference = adoptedFor().flatMap(comparison);
        difference.ifPresent(other -> end(Adoption.refusal(token, other, null)));
        return difference.isEmpty();
    }

    private void tellInstances(List<InstanceResult> results) {
        Instances asked = counted;
        if (asked != null) {
            results.stream()
                    .filter(result -> result.outcome().isFinal() && asked.told.add(result.instance()))
                    .forEach(this::instanceEnded);
        }
    }

    private boolean failed(Throwable failure) {
        if (isEnded()) {
            return false;
        }
        holdFailure(
                ErrorTranslator.translate(failure, CallContext.of("DescribeStackSetOperation", token)),
                isNotFound(failure));
        observed();
        return canGoOn(failure);
    }

    private boolean canGoOn(Throwable failure) {
        OperationProgress last = progress();
        String why = last.lastPollFailure().map(Throwable::getMessage).orElse("");
        if (notFoundInARow() >= NOT_FOUND_LIMIT) {
            lost(Reason.OPERATION_NOT_FOUND, "AWS does not know it (any more): " + why, failure);
        } else if (!isNotFound(failure) && !canHeal(failure)) {
            lost(Reason.POLL_FAILURES, "AWS cannot be asked how it stands: " + why, failure);
        } else if (last.consecutivePollFailures() >= options.pollFailureLimit()) {
            lost(
                    Reason.POLL_FAILURES,
                    "asking AWS failed " + last.consecutivePollFailures() + " times in a row: " + why,
                    failure);
        } else if (hasNoFirstAnswer(last)) {
            lost(
                    Reason.POLL_FAILURES,
                    "AWS gave no first answer within " + options.firstAnswerWithin() + ", asked "
                            + last.consecutivePollFailures() + " times: " + why,
                    failure);
        } else {
            return true;
        }
        return false;
    }

    /** Calls that came too fast are another matter: among many handles each has to wait for its first turn. */
    private boolean hasNoFirstAnswer(OperationProgress last) {
        return !isAcknowledged()
                && !isThrottled(last)
                && last.consecutivePollFailures() >= NO_FIRST_ANSWER_LIMIT
                && age().compareTo(options.firstAnswerWithin()) >= 0;
    }

    private static boolean isNotFound(Throwable failure) {
        return ErrorKind.of(failure) == ErrorKind.NOT_FOUND;
    }

    /** Credentials that expired or could not be had may come back; what AWS refuses for good stays refused. */
    private static boolean canHeal(Throwable failure) {
        return ErrorKind.of(failure) != ErrorKind.REFUSED
                || ErrorKind.codeOf(failure)
                        .filter(code -> code.startsWith("ExpiredToken"))
                        .isPresent();
    }

    void broken(Throwable thrown) {
        lost(Reason.POLL_FAILURES, "polling broke with " + thrown + ".", thrown);
    }

    @Override
    final Duration age(Instant at) {
        Duration then = age().minus(Duration.between(at, time().now()));
        return then.isNegative() ? Duration.ZERO : then;
    }

    private Duration age() {
        return Duration.ofNanos(Math.max(0, time().nanoTime() - beganNanos));
    }

    // What is shared

    @Override
    public final OperationToken token() {
        return token;
    }

    final TrackingOptions options() {
        return options;
    }

    final OperationReads reads() {
        return group.watching().reads();
    }

    final TimeSource time() {
        return group.watching().time();
    }

    @Override
    public final Callbacks callbacks() {
        return group.watching().callbacks();
    }

    /** It is watched no more. */
    final void forget() {
        group.watching().leave(token.stackSet(), this);
    }

    private PollQueue queue() {
        return group.watching().queue();
    }
}

package dev.stacksets.testing;

import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A clock, a scheduler and a source of chance that move only when a test says so. Give one to the simulator and to the
 * code under test, and a rollout of three hours runs in milliseconds, the same way every time.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.create();
 * time.scheduler().schedule(() -> poll(), 10, TimeUnit.SECONDS);
 * time.advance(Duration.ofSeconds(10));     // poll() has run, on this thread
 * }</pre>
 *
 * <p>Thread-safe: any thread may schedule, cancel and read the clock. Work runs on the thread that advances time, in
 * order of due time and, when due at the same time, in order of scheduling. Threads that advance take turns, so two tasks
 * never overlap; a task that blocks until another thread advances therefore waits for ever.
 *
 * <p>Work given to {@code execute} or {@code submit} is due now and runs on the next advance, be it of zero. The
 * exception of a task whose future somebody holds ends up in that future; one thrown by work given to {@code execute}
 * is thrown by the advancing call, wrapped in {@link IllegalStateException}; an {@link Error} is thrown as it is.
 */
public final class VirtualTime implements TimeSource {

    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DEFAULT_SEED = 1;
    private static final Duration IDLE_BOUND = Duration.ofDays(30);
    private static final int TASKS_AT_ONE_MOMENT = 1_000_000;
    private static final int TASK_BOUND = 10_000_000;
    private static final int LISTED = 10;

    private final Instant start;
    private final RandomGenerator random;
    private final TimerQueue queue = new TimerQueue();
    private final Waiting waiting = new Waiting(this);
    private final VirtualScheduler scheduler = new VirtualScheduler(queue, waiting);
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Thread mover;
    private volatile boolean movedByWaiting;
    private volatile Moment moment;

    /** The clock as last read: most readings follow one another at one moment. */
    private record Moment(long nanos, Instant instant) {}

    private VirtualTime(Instant start, long seed) {
        this.start = start;
        this.moment = new Moment(0, start);
        this.random = new Random(seed);
    }

    /**
     * Time that starts at 2026-01-01T00:00:00Z, with seed 1.
     *
     * @return a new time, nothing scheduled
     */
    public static VirtualTime create() {
        return new VirtualTime(DEFAULT_START, DEFAULT_SEED);
    }

    /**
     * Time that starts at an instant, with seed 1.
     *
     * @param start what {@link #now()} answers first
     * @return a new time, nothing scheduled
     */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(start, DEFAULT_SEED);
    }

    /**
     * Time that starts at an instant, with a seed for {@link #random()}.
     *
     * @param start what {@link #now()} answers first
     * @param seed decides every number {@link #random()} gives
     * @return a new time, nothing scheduled
     */
    public static VirtualTime startingAt(Instant start, long seed) {
        return new VirtualTime(start, seed);
    }

    @Override
    public Instant now() {
        long nanos = queue.now();
        Moment known = moment;
        if (known.nanos() != nanos) {
            known = new Moment(nanos, instantAt(nanos));
            moment = known;
        }
        return known.instant();
    }

    @Override
    public long nanoTime() {
        return queue.now();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /**
     * A future that watches over whoever blocks on it, or on what is derived from it: see {@link #autoAdvance()}.
     */
    @Override
    public <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return new VirtualResult<>(this);
    }

    /**
     * Lets a thread that blocks on a future of this time move the clock until that is done: {@code join()} and {@code
     * get()} of what the facade, a direct client or {@link #scheduler()} returned, {@code await()} of a handle, {@link
     * #sleep}. Waits with a limit are then limited in virtual time.
     *
     * <p>Without it such a wait only ends well when another thread moves the clock. On the thread that moved it last, and on
     * any when none has yet, a wait without a limit fails after a second in which nothing happened, with an {@link
     * IllegalStateException} that says so, instead of hanging. The futures of SDK clients over HTTP are the SDK's own and
     * cannot be watched.
     *
     * @return this time
     */
    public VirtualTime autoAdvance() {
        movedByWaiting = true;
        return this;
    }

    /**
     * Blocks the calling thread until virtual time has passed, as {@code Thread.sleep} does in real time. Who moves the
     * clock meanwhile is as {@link #autoAdvance()} says.
     *
     * @param duration how long; zero or less does not block
     * @throws InterruptedException if the thread is interrupted meanwhile
     * @throws IllegalStateException when nobody would move the clock
     */
    public void sleep(Duration duration) throws InterruptedException {
        if (duration.isZero() || duration.isNegative()) {
            return;
        }
        CompletableFuture<@Nullable Void> over = newFuture();
        after(duration, "a sleeping thread", () -> over.complete(null));
        try {
            over.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a sleep failed", impossible);
        }
    }

    /**
     * Moves the clock on and runs everything that comes due, tasks scheduled on the way included, each at its due time.
     *
     * @param duration how far, zero or more
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if work given to {@code execute} threw; the clock then stands at its due time and
     *     the rest stays scheduled. Also after 1,000,000 tasks due at one and the same moment
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + duration);
        }
        inTurn(() -> {
            long target = TimerQueue.later(queue.now(), VirtualScheduler.nanos(duration));
            runDue(target);
            queue.settleAt(target);
            return true;
        });
    }

    private boolean inTurn(BooleanSupplier moving) {
        turn.lock();
        try {
            mover = Thread.currentThread();
            return moving.getAsBoolean();
        } finally {
            turn.unlock();
        }
    }

    /** Runs what is due; work that reschedules itself for the same moment for ever would otherwise never let go. */
    private void runDue(long target) {
        long standing = queue.now();
        for (int tasks = 0; runNext(target); tasks++) {
            if (queue.now() != standing) {
                standing = queue.now();
                tasks = 0;
            }
            if (tasks >= TASKS_AT_ONE_MOMENT) {
                throw boundReached("getting past this moment");
            }
        }
    }

    /**
     * Runs from due time to due time until nothing is scheduled.
     *
     * @throws IllegalStateException after 30 virtual days or 10,000,000 tasks, naming what is still pending; or if work
     *     given to {@code execute} threw
     */
    public void runUntilIdle() {
        drive(() -> false, "becoming idle");
    }

    /**
     * Runs from due time to due time until a condition holds. The condition is asked first before anything runs, and
     * then after every task.
     *
     * @param condition what to wait for; short, without side effects
     * @return {@code true}, always: when the condition cannot be reached the call throws
     * @throws IllegalStateException when nothing is scheduled and the condition does not hold, or after 30 virtual days
     *     or 10,000,000 tasks
     */
    public boolean runUntil(BooleanSupplier condition) {
        if (!drive(condition, "the condition holding")) {
            throw new IllegalStateException("nothing is scheduled any more at " + now()
                    + " and the condition does not hold: nobody is left to make it true");
        }
        return true;
    }

    private boolean drive(BooleanSupplier condition, String goal) {
        return inTurn(() -> {
            long limit = TimerQueue.later(queue.now(), VirtualScheduler.nanos(IDLE_BOUND));
            if (driveUntil(condition, limit)) {
                return true;
            }
            if (queue.size() > 0) {
                throw boundReached(goal);
            }
            return false;
        });
    }

    /** Whether the condition came to hold, before nothing was due any more. */
    private boolean driveUntil(BooleanSupplier condition, long limit) {
        for (int tasks = 0; tasks < TASK_BOUND; tasks++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!runNext(limit)) {
                return false;
            }
        }
        throw boundReached("an end");
    }

    /** Runs what is due for a thread that waits, until it need not wait any more. Not when another thread has its turn. */
    boolean advanceFor(Future<?> awaited, long limit) {
        if (!movedByWaiting || !turn.tryLock()) {
            return false;
        }
        try {
            mover = Thread.currentThread();
            long bound = TimerQueue.later(queue.now(), VirtualScheduler.nanos(IDLE_BOUND));
            if (!driveUntil(awaited::isDone, Math.min(limit, bound)) && limit > bound && queue.size() > 0) {
                throw boundReached("a wait");
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** Lets the rest of a limited wait pass. */
    void passTo(long limit) {
        inTurn(() -> {
            queue.settleAt(limit);
            return true;
        });
    }

    /** Whether a thread other than this one is there to move the clock. */
    boolean isAnotherThreads() {
        Thread last = mover;
        return last != null && last != Thread.currentThread() && last.isAlive();
    }

    IllegalStateException standing() {
        return new IllegalStateException("waits for virtual time, which stands at " + now()
                + " and which only this thread would move: first advance(), runUntil(future::isDone) or runUntilIdle(),"
                + " or let autoAdvance() do it. " + pendingText());
    }

    Waiting waiting() {
        return waiting;
    }

    private boolean runNext(long limit) {
        TimerQueue.Entry entry = queue.takeDue(limit);
        if (entry == null) {
            return false;
        }
        try {
            entry.work().run();
        } catch (RuntimeException failure) {
            throw new IllegalStateException("work due at " + instantAt(entry.due()) + " failed: " + failure, failure);
        }
        return true;
    }

    private IllegalStateException boundReached(String goal) {
        return new IllegalStateException("gave up on " + goal + " at " + now() + ", after " + IDLE_BOUND.toDays()
                + " virtual days, " + TASK_BOUND + " tasks or " + TASKS_AT_ONE_MOMENT + " at one moment; "
                + pendingText());
    }

    /**
     * How much work is scheduled, periodic tasks counted once.
     *
     * @return zero or more
     */
    public int pending() {
        return queue.size();
    }

    /**
     * Lets real time drive this one, for programs that people watch: one daemon thread advances by {@code scale} times
     * the real time that went by, about every 20 ms, until closed. Do not call {@link #advance} meanwhile.
     *
     * @param scale virtual seconds per real second, above zero
     * @return closes to stop
     * @throws IllegalArgumentException unless the scale is a finite number above zero
     */
    public Pace pace(double scale) {
        return Pace.start(this, scale);
    }

    /** Work that can say what it is. */
    private record Named(Object what, Runnable work) implements Runnable {

        @Override
        public void run() {
            work.run();
        }

        @Override
        public String toString() {
            return what.toString();
        }
    }

    /** Work of the simulator itself: nobody holds a future, so what it throws surfaces in the advancing call. */
    void after(Duration delay, Object what, Runnable work) {
        queue.add(VirtualScheduler.nanos(delay), new Named(what, work));
    }

    String pendingText() {
        String listed = queue.first(LISTED).stream()
                .map(entry -> instantAt(entry.due()) + " " + entry.work())
                .collect(Collectors.joining("; "));
        return queue.size() + " pending" + (listed.isEmpty() ? "" : ", first: " + listed);
    }

    private Instant instantAt(long nanos) {
        return start.plusNanos(nanos);
    }
}

package dev.stacksets.testing;

import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
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

    private final Instant start;
    private final RandomGenerator random;
    private final TimerQueue queue = new TimerQueue();
    private final Driver driver = new Driver(queue, this::instantAt);
    private final Waiting waiting = new Waiting(driver);
    private final VirtualScheduler scheduler = new VirtualScheduler(queue, waiting);
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
        return new VirtualResult<>(waiting);
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
        driver.letWaitingMove();
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
        driver.advance(VirtualScheduler.nanos(duration));
    }

    /**
     * Runs from due time to due time until nothing is scheduled.
     *
     * @throws IllegalStateException after 30 virtual days or 10,000,000 tasks, naming what is still pending; or if work
     *     given to {@code execute} threw
     */
    public void runUntilIdle() {
        driver.runUntil(() -> false, "becoming idle");
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
        if (!driver.runUntil(condition, "the condition holding")) {
            throw new IllegalStateException("nothing is scheduled any more at " + now()
                    + " and the condition does not hold: nobody is left to make it true");
        }
        return true;
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
     * the real time that went by, about every 20 ms, until closed. What others {@link #advance} meanwhile comes on top.
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
        return driver.pendingText();
    }

    private Instant instantAt(long nanos) {
        return start.plusNanos(nanos);
    }
}

package dev.stacksets.internal;

import dev.stacksets.error.CallbackDeadlockException;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for callbacks: one, and one more for each that blocks, up to a limit. All end when idle. While something waits for a
 * thread it looks who blocks: callbacks that are merely many share one thread.
 */
public final class CallbackPool implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackPool.class);

    /** What to do instead of blocking. */
    static final String INSTEAD = " Go on with thenCompose(...) instead of join(), get() or await() in a callback,";

    private static final String NAME = "stacksets-callbacks";

    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private final int limit;
    private final TimeSource time;
    private final ThreadPoolExecutor threads;
    private final Set<CallbackThread> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicBoolean watching = new AtomicBoolean();

    /**
     * Starts no thread yet.
     *
     * @param limit how many threads there may be, 1 or more
     */
    public CallbackPool(int limit, TimeSource time) {
        this.limit = limit;
        this.time = time;
        AtomicInteger made = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        1,
                        limit,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> new CallbackThread(this, task, name(made.incrementAndGet()))) {
                    @Override
                    protected void beforeExecute(Thread thread, Runnable task) {
                        ((CallbackThread) thread).turnTo(task);
                    }

                    @Override
                    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
                        ((CallbackThread) Thread.currentThread()).turnTo(null);
                    }
                };
        threads.allowCoreThreadTimeOut(true);
    }

    private static String name(int number) {
        return number == 1 ? NAME : NAME + "-" + number;
    }

    @Override
    public void execute(Runnable callback) {
        threads.execute(callback);
        if (!threads.getQueue().isEmpty()) {
            watch();
        }
    }

    /** Takes no more callbacks; those it has are run, by one more thread if that is what it takes: soon there is no timer to look. */
    public void close() {
        synchronized (this) {
            threads.setCorePoolSize(Math.min(limit, threads.getPoolSize() + 1));
        }
        threads.shutdown();
    }

    /** Something has to wait. */
    void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookAfter(SOON);
        }
    }

    private void lookAfter(Duration delay) {
        try {
            var unused = Futures.later(time, delay, this::look);
        } catch (RejectedExecutionException noTimer) {
            watching.set(false);
        }
    }

    private void look() {
        watching.set(false);
        grow();
        report();
        boolean queued = !threads.getQueue().isEmpty();
        if ((queued || alive.stream().anyMatch(CallbackThread::keepsWaiting)) && watching.compareAndSet(false, true)) {
            lookAfter(queued && threads.getCorePoolSize() < limit ? SOON : NOW_AND_THEN);
        }
    }

    /** One thread, and one for each that is blocked. */
    synchronized void grow() {
        long now = now();
        long blocked = alive.stream().filter(thread -> thread.isBlocked(now)).count();
        int wanted = (int) Math.min(limit, 1 + blocked);
        if (wanted != threads.getCorePoolSize()) {
            threads.setCorePoolSize(wanted);
        }
    }

    private synchronized void report() {
        long now = now();
        boolean exhausted =
                threads.getPoolSize() >= limit && !threads.getQueue().isEmpty();
        List<CallbackThread> blocking = alive.stream()
                .filter(thread -> thread.isLong(TOO_LONG, now) && (exhausted || thread.keepsWaiting()))
                .filter(CallbackThread::isNews)
                .toList();
        if (!blocking.isEmpty()) {
            LOG.warn(
                    "Callbacks wait for others that block{}: {}. A callback must not block:{} or give StackSets a callbackExecutor.",
                    exhausted ? ", all " + limit + " callback threads are taken" : "",
                    blocking.stream()
                            .limit(10)
                            .map(thread -> thread.report(now))
                            .collect(Collectors.joining("; ")),
                    INSTEAD);
        }
    }

    /**
     * One of the threads will wait for another one.
     *
     * @throws CallbackDeadlockException if it is the last one
     */
    void claim() {
        if (claims.incrementAndGet() >= limit) {
            claims.decrementAndGet();
            throw new CallbackDeadlockException(
                    "Of " + limit + " callback threads none would be left to end what this one would wait for."
                            + INSTEAD + " or allow more with callbackThreads(...).",
                    null);
        }
    }

    void unclaim() {
        claims.decrementAndGet();
    }

    long now() {
        return time.nanoTime();
    }

    void began(CallbackThread thread) {
        alive.add(thread);
    }

    void ended(CallbackThread thread) {
        alive.remove(thread);
    }
}

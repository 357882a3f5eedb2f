package dev.stacksets.internal;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A thread of a pool, which can say what it does. Never keeps a program alive. */
final class CallbackThread extends Thread {
    private static final Duration BLOCKED = Duration.ofMillis(10);

    private static final Duration BLOCKED_WHATEVER_IT_DOES = Duration.ofSeconds(5);

    private final CallbackPool pool;
    private volatile @Nullable Object work;
    private volatile long since;
    private volatile boolean waits;
    private boolean claims; // used by the thread itself alone

    /** Read and written by one look at the pool at a time. */
    private @Nullable Object reported;

    /** What other callbacks may have to wait for. */
    interface Work {
        boolean keepsWaiting();
    }

    CallbackThread(CallbackPool pool, Runnable task, String name) {
        super(task, name);
        this.pool = pool;
        setDaemon(true);
    }

    CallbackPool pool() {
        return pool;
    }

    @Override
    public void run() {
        pool.began(this);
        try {
            super.run();
        } finally {
            pool.ended(this);
        }
    }

    /** The current thread, if it is one of these, begins something. */
    static void begins(Object work) {
        if (Thread.currentThread() instanceof CallbackThread callback) {
            callback.turnTo(work);
        }
    }

    void turnTo(@Nullable Object now) {
        since = pool.now();
        reported = null;
        work = now;
    }

    /** It is about to block on a future of ours; if that needs a thread of its own pool, there must be one left. */
    void beginWait(boolean needsThread) {
        if (needsThread) {
            pool.claim();
            claims = true;
        }
        waits = true;
        pool.grow();
    }

    void endWait() {
        waits = false;
        if (claims) {
            claims = false;
            pool.unclaim();
        }
    }

    /** Whether it waits for something; who only computes does not. */
    boolean isBlocked(long now) {
        Object doing = work;
        long nanos = now - since;
        return doing != null
                && (waits
                        || nanos >= BLOCKED_WHATEVER_IT_DOES.toNanos()
                        || (nanos >= BLOCKED.toNanos() && isStill() && work == doing));
    }

    /** Whoever reads from a network is runnable to the JVM, in native code. */
    private boolean isStill() {
        if (getState() != State.RUNNABLE) {
            return true;
        }
        StackTraceElement[] trace = getStackTrace();
        return trace.length > 0 && trace[0].isNativeMethod();
    }

    boolean isLong(Duration limit, long now) {
        return work != null && now - since >= limit.toNanos();
    }

    boolean keepsWaiting() {
        return work instanceof Work more && more.keepsWaiting();
    }

    /** Gives whether that is said for the first time. */
    boolean isNews() {
        boolean news = reported == null || reported != work;
        reported = work;
        return news;
    }

    /** What it does, and in which lines of whose code. */
    String report(long now) {
        String where = Stream.of(getStackTrace())
                .filter(CallbackThread::isTheirs)
                .limit(3)
                .map(CallbackThread::line)
                .collect(Collectors.joining(", called by "));
        return work + (where.isEmpty() ? "" : " in " + where) + " for "
                + Duration.ofNanos(now - since).toSeconds() + " s";
    }

    private static boolean isTheirs(StackTraceElement frame) {
        return Stream.of("java.", "jdk.", "sun.", "dev.stacksets.internal.")
                .noneMatch(frame.getClassName()::startsWith);
    }

    private static String line(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }
}

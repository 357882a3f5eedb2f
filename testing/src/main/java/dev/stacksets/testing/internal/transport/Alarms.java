package dev.stacksets.testing.internal.transport;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a client keeps a thread waiting for. The JDK's server has read time-outs for a whole process only; but a
 * thread that is interrupted while it reads or writes a channel closes it, so that is what happens to one that is late.
 */
final class Alarms implements AutoCloseable {

    private final ScheduledThreadPoolExecutor clock;

    Alarms(ThreadFactory threads) {
        // Once closed, work goes on without an alarm: its connections are closed too.
        clock = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Does some work, interrupted once its time is up.
     *
     * @throws E what the work throws, when interrupted too
     */
    <T extends @Nullable Object, E extends Exception> T within(Duration patience, Work<T, E> work) throws E {
        Alarm alarm = new Alarm(Thread.currentThread());
        Future<?> timer = clock.schedule(alarm::ring, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.run();
        } finally {
            timer.cancel(false);
            alarm.end();
        }
    }

    /** Does something again and again; it must neither fail nor block. */
    void every(Duration pause, Runnable work) {
        Future<?> untilClosed =
                clock.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        assert !untilClosed.isDone();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** What may take only so long. */
    interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    /** For one thread, until ended. */
    private static final class Alarm {

        private final Thread late;
        private boolean over;
        private boolean rang;

        private Alarm(Thread late) {
            this.late = late;
        }

        private synchronized void ring() {
            if (!over) {
                rang = true;
                late.interrupt();
            }
        }

        /** By the thread itself; what it does next is not interrupted. */
        private void end() {
            if (ended()) {
                Thread.interrupted();
            }
        }

        private synchronized boolean ended() {
            over = true;
            return rang;
        }
    }
}

package dev.stacksets.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time driving a {@link VirtualTime}, from {@link VirtualTime#pace} until closed. The only place of the simulator
 * that looks at the real clock.
 */
public final class Pace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);
    private static final long STEP_MILLIS = 20;

    private final VirtualTime time;
    private final double scale;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock catchingUp = new ReentrantLock();
    private long last = System.nanoTime(); // guarded by catchingUp

    private Pace(VirtualTime time, double scale) {
        this.time = time;
        this.scale = scale;
    }

    static Pace start(VirtualTime time, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale must be a finite number above zero: " + scale);
        }
        Pace pace = new Pace(time, scale);
        Thread thread = new Thread(pace::drive, "virtual-time-pace");
        thread.setDaemon(true);
        thread.start();
        return pace;
    }

    private void drive() {
        while (!closedWithinStep()) {
            catchUp();
        }
    }

    /**
     * Brings virtual time up to the present, without waiting for the next step: what comes in from outside sees the time
     * at which it came, however fast time passes. Does nothing while another thread does it, or once closed.
     */
    void catchUp() {
        if (catchingUp.tryLock()) {
            try {
                step();
            } finally {
                catchingUp.unlock();
            }
        }
    }

    private boolean closedWithinStep() {
        try {
            return closed.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void step() {
        long real = System.nanoTime();
        Duration passed = Duration.ofNanos((long) ((real - last) * scale));
        last = real;
        if (closed.getCount() == 0) {
            return;
        }
        try {
            time.advance(passed);
        } catch (RuntimeException failure) {
            LOG.warn("Work in virtual time failed; time goes on", failure);
        }
    }

    /** Stops driving, and waits for a step that is running, for a second at most. Closing twice does nothing. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (catchingUp.tryLock(1, TimeUnit.SECONDS)) {
                catchingUp.unlock();
            }
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.stacksets.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        long last = System.nanoTime();
        while (!closedWithinStep()) {
            long real = System.nanoTime();
            step(Duration.ofNanos((long) ((real - last) * scale)));
            last = real;
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

    private void step(Duration virtual) {
        try {
            time.advance(virtual);
        } catch (RuntimeException failure) {
            LOG.warn("Work in virtual time failed; time goes on", failure);
        }
    }

    /** Stops driving; a step that is running ends first. Closing twice does nothing. */
    @Override
    public void close() {
        closed.countDown();
    }
}

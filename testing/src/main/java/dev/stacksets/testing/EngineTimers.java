package dev.stacksets.testing;

import dev.stacksets.testing.internal.engine.base.Timers;
import java.time.Duration;
import java.time.Instant;

/** The engine's sight of a {@link VirtualTime}. What it scheduled does nothing any more once it was retired. */
final class EngineTimers implements Timers {

    private final VirtualTime time;
    private volatile boolean retired;

    EngineTimers(VirtualTime time) {
        this.time = time;
    }

    void retire() {
        retired = true;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void after(Duration delay, Object what, Runnable work) {
        time.after(delay, what, () -> {
            if (!retired) {
                work.run();
            }
        });
    }
}

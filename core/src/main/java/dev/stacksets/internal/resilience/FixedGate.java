package dev.stacksets.internal.resilience;

import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.concurrent.CompletableFuture;

/**
 * Lets calls go at the rate of a Resilience4j limiter. Its blocking decorators park the caller; a reservation, taken for
 * one call at a time, only says how long to wait, and who goes then is decided when the time has come.
 */
public final class FixedGate implements CallGate {
    private final LimitedLane lane;

    public FixedGate(TimeSource time, RateLimiter limiter) {
        this.lane = new LimitedLane(time, limiter);
    }

    @Override
    public CompletableFuture<Permit> acquire(ApiCall call) {
        return lane.acquire(call);
    }

    private static final class LimitedLane extends Lane {
        private final RateLimiter limiter;
        private long reservedFor;
        private boolean reserved;

        LimitedLane(TimeSource time, RateLimiter limiter) {
            super(time);
            this.limiter = limiter;
        }

        @Override
        long delay(long now) {
            if (!reserved) {
                long wait = limiter.reservePermission();
                if (wait < 0) {
                    return limiter.getRateLimiterConfig()
                            .getLimitRefreshPeriod()
                            .toNanos();
                }
                reserved = true;
                reservedFor = now + wait;
            }
            return Math.max(0, reservedFor - now);
        }

        @Override
        Permit grant(long now) {
            reserved = false;
            return answer -> {};
        }
    }
}

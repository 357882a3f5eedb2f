package dev.stacksets.internal.resilience;

import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.TimeSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Learns the rate for each service, account, Region and family of actions from AWS's answers. */
public final class AdaptiveGate implements CallGate {
    private record Key(String service, String scope, String region, String family) {}

    private final TimeSource time;
    private final Function<ApiCall, String> family;
    private final Map<Key, LearningLane> lanes = new ConcurrentHashMap<>();

    /**
     * A gate that has learned nothing yet.
     *
     * @param family which calls draw on one rate
     */
    public AdaptiveGate(TimeSource time, Function<ApiCall, String> family) {
        this.time = time;
        this.family = family;
    }

    @Override
    public CompletableFuture<Permit> acquire(ApiCall call) {
        return lane(call).acquire(call);
    }

    /** What it has learned for such a call: calls a second, infinite while nothing was ever refused. */
    public double perSecond(ApiCall call) {
        return lane(call).perSecond();
    }

    private LearningLane lane(ApiCall call) {
        Key key = new Key(call.service(), call.scope(), call.region(), family.apply(call));
        LearningLane known = lanes.get(key);
        return known != null ? known : lanes.computeIfAbsent(key, first -> new LearningLane(time));
    }

    /** A lane whose rate learns. The rate is looked at and told under its own lock. */
    private static final class LearningLane extends Lane {
        private final LearnedRate rate = new LearnedRate();

        LearningLane(TimeSource time) {
            super(time);
        }

        @Override
        long delay(long now) {
            synchronized (rate) {
                return rate.delay(now);
            }
        }

        @Override
        Permit grant(long now) {
            synchronized (rate) {
                LearnedRate.Sent sent = rate.sent(now);
                return answer -> answered(sent, answer);
            }
        }

        private void answered(LearnedRate.Sent sent, Answer answer) {
            synchronized (rate) {
                long now = time().nanoTime();
                switch (answer) {
                    case TAKEN -> rate.taken(now, sent);
                    case THROTTLED -> rate.refused(now, sent);
                    case NOT_SENT -> rate.withdrawn();
                }
            }
            letGo();
        }

        double perSecond() {
            synchronized (rate) {
                return rate.perSecond();
            }
        }
    }
}

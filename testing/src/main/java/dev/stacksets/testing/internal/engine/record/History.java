package dev.stacksets.testing.internal.engine.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value and what it was before, as far back as a read may look. Of several values at one instant the last counts. */
public final class History<T> {

    /** How far back. */
    static final Duration KNOWN = Duration.ofMinutes(15);

    private static final class Version<T> {

        private final Instant since;
        private T value;
        private @Nullable Version<T> previous;

        Version(Instant since, T value, @Nullable Version<T> previous) {
            this.since = since;
            this.value = value;
            this.previous = previous;
        }
    }

    private Version<T> latest;

    public History(T first, Instant since) {
        latest = new Version<>(since, first, null);
    }

    public T latest() {
        return latest.value;
    }

    /** Since when it is what it is. */
    Instant since() {
        return latest.since;
    }

    public void set(T value, Instant now) {
        if (latest.since.equals(now)) {
            latest.value = value;
        } else {
            latest = new Version<>(now, value, latest);
            forgetBefore(now.minus(KNOWN));
        }
    }

    private void forgetBefore(Instant horizon) {
        Version<T> oldest = latest;
        for (Version<T> earlier = oldest.previous;
                earlier != null && oldest.since.isAfter(horizon);
                earlier = oldest.previous) {
            oldest = earlier;
        }
        oldest.previous = null;
    }

    /** What it was at an instant, empty before there was any. */
    public Optional<T> at(Instant seen) {
        for (Version<T> version = latest; version != null; version = version.previous) {
            if (!version.since.isAfter(seen)) {
                return Optional.of(version.value);
            }
        }
        return Optional.empty();
    }
}

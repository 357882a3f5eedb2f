package dev.stacksets.testing.internal.engine.record;

import java.util.Comparator;

/** Where one member stack lives; ordered by account, then Region. */
public record InstanceKey(String account, String region) implements Comparable<InstanceKey> {

    private static final Comparator<InstanceKey> ORDER =
            Comparator.comparing(InstanceKey::account).thenComparing(InstanceKey::region);

    @Override
    public int compareTo(InstanceKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}

package dev.stacksets.target;

import dev.stacksets.internal.validation.Check;
import java.util.Comparator;

/**
 * One stack instance of a stack set: one account in one Region. Ordered by account, then Region.
 *
 * @param account the target account, 12 digits
 * @param region the target Region
 */
public record InstanceId(String account, String region) implements Comparable<InstanceId> {
    private static final Comparator<InstanceId> ORDER =
            Comparator.comparing(InstanceId::account).thenComparing(InstanceId::region);

    /** Checks both parts. */
    public InstanceId {
        Check.account(account);
        Check.region(region);
    }

    @Override
    public int compareTo(InstanceId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}

package dev.stacksets.testing.internal.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/** The rates calls are held to. Guarded by itself: rates may change while calls are under way. */
public final class Limits {

    /**
     * Who pays for a call.
     *
     * @param service the signing name
     * @param account 12 digits
     * @param region such as {@code us-east-1}
     */
    public record Payer(String service, String account, String region) {}

    private final LongSupplier nanos;
    private final List<Limit> limits = new ArrayList<>();

    Limits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * Holds some actions to a rate, from now on.
     *
     * @param actions by service and action
     * @param thousandthsPerSecond tokens that come in, in thousandths
     * @param burst tokens that fit; buckets start full
     * @return to read, change and lift
     */
    public synchronized Limit add(BiPredicate<String, String> actions, long thousandthsPerSecond, int burst) {
        Limit limit = new Limit(this, actions, thousandthsPerSecond, burst);
        limits.add(limit);
        return limit;
    }

    synchronized void remove(Limit limit) {
        limits.remove(limit);
    }

    /**
     * Takes a token for a call from every limit that covers it, or from none.
     *
     * @param action such as {@code DescribeStackSet}
     * @param payer who calls
     * @return whether every one of them had a token
     */
    public synchronized boolean admit(String action, Payer payer) {
        List<Limit> asked = limits.isEmpty() ? List.of() : covering(action, payer);
        boolean admitted = true;
        for (Limit limit : asked) {
            admitted &= limit.hasToken(payer);
        }
        if (admitted) {
            asked.forEach(limit -> limit.grant(payer));
        }
        return admitted;
    }

    private List<Limit> covering(String action, Payer payer) {
        return limits.stream()
                .filter(limit -> limit.covers(payer.service(), action))
                .toList();
    }

    synchronized List<String> unused() {
        return limits.stream().filter(Limit::isUnused).map(Limit::toString).toList();
    }

    /**
     * All of them, with their counts.
     *
     * @return one line each
     */
    public synchronized List<String> lines() {
        return limits.stream().map(Limit::toString).toList();
    }
}

package dev.stacksets.testing.mix;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the test did to accounts: planted failures and drift, suspensions. */
final class World {

    private final Map<String, Integer> failuresLeft = new HashMap<>();
    private final Set<String> drifting = new TreeSet<>();
    private final Set<String> suspended = new TreeSet<>();

    void plantFailures(String account, int times) {
        failuresLeft.put(account, times);
    }

    void plantDrift(String account) {
        drifting.add(account);
    }

    void heal(String account) {
        failuresLeft.remove(account);
        drifting.remove(account);
    }

    void suspend(String account) {
        suspended.add(account);
    }

    void reinstate(String account) {
        suspended.remove(account);
    }

    boolean isSuspended(String account) {
        return suspended.contains(account);
    }

    boolean drifts(String account) {
        return drifting.contains(account);
    }

    /** Whether the work that starts now will fail; counts it. */
    boolean failsNext(String account) {
        int left = failuresLeft.getOrDefault(account, 0);
        failuresLeft.put(account, Math.max(0, left - 1));
        return left > 0;
    }
}

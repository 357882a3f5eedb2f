package dev.stacksets.testing.internal.fault;

import java.util.function.BiPredicate;

/** One rule for calls; guarded by its plan. */
final class CallRule {

    private final BiPredicate<String, String> actions;
    private final int from;
    private final int to;
    private final CallEffect effect;
    private int seen;
    private boolean fired;

    CallRule(BiPredicate<String, String> actions, int from, int to, CallEffect effect) {
        this.actions = actions;
        this.from = from;
        this.to = to;
        this.effect = effect;
    }

    boolean matchesNext(String service, String action) {
        boolean meant = actions.test(service, action)
                && (!(effect instanceof CallEffect.AsOf) || CallEffect.AsOf.READS.contains(action));
        if (!meant) {
            return false;
        }
        seen++;
        boolean matches = seen >= from && seen <= to;
        fired |= matches;
        return matches;
    }

    CallEffect effect() {
        return effect;
    }

    boolean fired() {
        return fired;
    }

    @Override
    public String toString() {
        String which = to == Integer.MAX_VALUE ? "from call " + from : "calls " + from + " to " + to;
        return actions + " " + which + ": " + effect + " (seen " + seen + ")";
    }
}

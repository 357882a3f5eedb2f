package dev.stacksets.testing.internal.fault;

/** One rule for calls; guarded by its plan. */
final class CallRule {

    private final String action;
    private final int from;
    private final int to;
    private final CallEffect effect;
    private int seen;
    private boolean fired;

    CallRule(String action, int from, int to, CallEffect effect) {
        this.action = action;
        this.from = from;
        this.to = to;
        this.effect = effect;
    }

    boolean matchesNext(String called) {
        if (!action.equals(called)) {
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
        return action + " " + which + ": " + effect + " (seen " + seen + ")";
    }
}

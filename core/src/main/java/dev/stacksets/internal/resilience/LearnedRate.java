package dev.stacksets.internal.resilience;

/**
 * The rate at which AWS takes calls, learned from its answers. AWS publishes none; it is taken for a bucket of unknown size
 * that fills at an unknown rate (docs/decisions/012). Not thread-safe; time comes in with every call, in nanoseconds.
 *
 * <p>Three moods. <b>Open</b>: nothing was ever refused; a few calls are in flight at once, and each answer lets the next
 * go. <b>Searching</b>: the rate climbs by half every four calls until one is refused. <b>Steady</b>: after a refusal the
 * rate goes a little below the estimate, then creeps up until the next one: a refusal about every eighty calls keeps the bucket
 * empty and the estimate fresh. The estimate is what was taken between two refusals, since at both the bucket was empty.
 */
final class LearnedRate {
    private static final double SECOND = 1e9;

    /** Calls in flight at once while nothing was refused; more after many calls without a refusal. */
    private static final int OPEN_WINDOW = 4;

    private static final double OPEN_WINDOW_GROWTH = 25;

    /** Calls a second after the first refusal. */
    private static final double FIRST = 10;

    private static final double LOWEST = 0.05;

    /** Where climbing ends, however long nothing is refused. */
    private static final double HIGHEST = 1_000;

    private static final double SEARCH_STEP = 1.5;
    private static final double RETURN_STEP = 1.2;
    private static final int SEARCH_CALLS = 4;
    private static final long SEARCH_NANOS = (long) (0.25 * SECOND);

    /** Below the rate that was refused, and below the estimate, after a refusal. */
    private static final double CUT = 0.95;

    private static final double KEEP = 0.975;
    private static final double FALL = 0.65;

    /** How the rate creeps up with each call: slowly for a hundred calls sent on time, then faster and faster. */
    private static final double CREEP = 0.0005;

    private static final int CREEP_CALLS = 100;
    private static final double CREEP_DOUBLES = 20;
    private static final double CREEP_MOST = 3.5;

    /** An estimate over more calls than this is begun anew: the rate may have changed. */
    private static final int ESTIMATE_CALLS = 150;

    private static final int TRUSTED_CALLS = 60;

    /** After the rate fell away, up to three calls out of turn, each if the one before is taken, look whether it is back. */
    private static final int PROBES = 3;

    private static final long PROBE_FIRST = (long) (6 * SECOND);
    private static final long PROBE_MOST = (long) (11 * SECOND);

    /** How long a better rate is remembered and looked for. */
    private static final long MEMORY_NANOS = (long) (300 * SECOND);

    private static final int EXTRA = 5;

    /** One attempt that was sent. */
    record Sent(int epoch, Turn turn) {}

    /** Why an attempt was sent when it was. */
    enum Turn {
        /** Its turn had come. */
        REGULAR,
        /** Calls were not sent when their turn had come, so that the bucket must have filled. */
        CATCHING_UP,
        /** To see whether a rate that fell away is back. */
        PROBING
    }

    private boolean open = true;
    private double window = 1;
    private int inFlight;

    private double rate;
    private boolean searching;
    private double step = SEARCH_STEP;
    private double ceiling = Double.MAX_VALUE;
    private int steppedAtCalls;
    private long steppedAt;

    /** Refusals of attempts sent before the last one that counted say nothing new. */
    private int epoch;

    private int takenInARow;
    private int refusedInARow;

    /** Of those taken in a row, those before the last that was late. What it left in the bucket explains that none was refused. */
    private int takenBeforeLate;

    /** Since the refusal that the estimate begins at. */
    private long estimatedFrom;

    private int taken;
    private double rateAtEstimate;
    private boolean paused;

    private long due;
    private long lastSent;
    private int catchUp;
    private double best;
    private long bestAt;
    private long probeAt = Long.MAX_VALUE;
    private long probeAfter;
    private boolean probing;
    private int probesTaken;

    /** How long to wait before the next attempt; {@link Long#MAX_VALUE} until an answer comes. */
    long delay(long now) {
        if (open) {
            return inFlight < window ? 0 : Long.MAX_VALUE;
        }
        long extra = probing || catchUp > 0 ? lastSent + gap() / EXTRA - now : Long.MAX_VALUE;
        return Math.max(0, Math.min(due - now, extra));
    }

    /** An attempt goes out now. */
    Sent sent(long now) {
        inFlight++;
        Turn turn = open ? Turn.REGULAR : turn(now);
        lastSent = now;
        return new Sent(epoch, turn);
    }

    private Turn turn(long now) {
        if (now < due && probing) {
            probing = false;
            return Turn.PROBING;
        }
        if (now < due) {
            catchUp--;
            return Turn.CATCHING_UP;
        }
        regular(now);
        return Turn.REGULAR;
    }

    private void regular(long now) {
        long late = now - due;
        if (late > gap() * 1.5) {
            catchUp = (int) Math.min(EXTRA, late / gap());
            paused = true;
            takenBeforeLate = takenInARow;
        }
        due = (late > gap() ? now : due) + gap();
        if (now >= probeAt) {
            probing = true;
            probesTaken = 0;
            probeAfter = Math.min(PROBE_MOST, probeAfter * 3 / 2);
            probeAt = now + Math.max(probeAfter, 6 * gap());
        }
    }

    /** AWS took the attempt. */
    void taken(long now, Sent sent) {
        inFlight--;
        takenInARow++;
        taken++;
        refusedInARow = 0;
        if (open) {
            window = Math.min(Math.max(OPEN_WINDOW, takenInARow / OPEN_WINDOW_GROWTH), window + 1);
            return;
        }
        if (sent.turn() == Turn.PROBING) {
            probesTaken++;
            probing = probesTaken < PROBES;
            if (!probing) {
                isBack();
            }
        }
        if (searching) {
            climb(now);
        } else {
            creep();
        }
    }

    private void isBack() {
        search(SEARCH_STEP, Double.MAX_VALUE);
        raise(rate * SEARCH_STEP);
        countAnew();
        steppedAtCalls = 0;
        probeAt = Long.MAX_VALUE;
    }

    private void climb(long now) {
        if (takenInARow - steppedAtCalls < SEARCH_CALLS || now - steppedAt < SEARCH_NANOS) {
            return;
        }
        steppedAtCalls = takenInARow;
        steppedAt = now;
        raise(Math.min(rate * step, ceiling));
        searching = rate < ceiling;
    }

    private void creep() {
        int beyond = Math.max(0, takenInARow - takenBeforeLate - CREEP_CALLS);
        raise(rate * (1 + CREEP * Math.pow(2, Math.min(CREEP_MOST, beyond / CREEP_DOUBLES))));
    }

    /** AWS refused the attempt as too fast. */
    void refused(long now, Sent sent) {
        inFlight--;
        if (open) {
            close(now);
            return;
        }
        catchUp = 0;
        probing = false;
        if (sent.turn() != Turn.REGULAR) {
            due = Math.max(due, now + gap());
        } else if (sent.epoch() == epoch) {
            epoch++;
            refusedInARow++;
            judge(now);
            remember(now);
            countAnew();
            due = now + gap();
        }
    }

    private void close(long now) {
        open = false;
        epoch++;
        rate = FIRST;
        search(SEARCH_STEP, Double.MAX_VALUE);
        estimateAnew(now);
        countAnew();
        due = now + gap();
    }

    private void judge(long now) {
        double estimate = (taken + 0.5) / ((now - estimatedFrom) / SECOND);
        if (searching && ceiling == Double.MAX_VALUE) {
            searched(estimate);
            estimateAnew(now);
        } else if (refusedInARow >= 2) {
            fall(now);
        } else if (searching) {
            searching = false;
            ceiling = Double.MAX_VALUE;
            lower(takenInARow >= SEARCH_CALLS ? Math.max(estimate, rate / step) : Math.min(rate * CUT, estimate));
            estimateAnew(now);
        } else if (paused || rateAtEstimate < 0.9 * rate) {
            // Less was sent for a while than AWS would have taken, so the estimate is too low.
            lower(rate * CUT);
            estimateAnew(now);
        } else {
            steady(now, estimate);
        }
    }

    private void searched(double estimate) {
        if (takenInARow >= SEARCH_CALLS) {
            lower(rate / step);
            searching = false;
        } else if (takenInARow == 0) {
            lower(Math.min(rate * 0.7, estimate));
        } else {
            lower(estimate);
            searching = false;
        }
    }

    /** Two refusals with nothing taken between: the rate is another one now, or somebody else takes part of it. */
    private void fall(long now) {
        if (refusedInARow == 2) {
            ceiling = Math.max(rate, ceiling == Double.MAX_VALUE ? 0 : ceiling) * KEEP;
        }
        lower(rate * FALL);
        search(RETURN_STEP, ceiling);
        estimateAnew(now);
    }

    private void steady(long now, double estimate) {
        if (taken < SEARCH_CALLS) {
            lower(rate * 0.8);
        } else if (estimate < 0.9 * rate) {
            lower(estimate);
        } else {
            lower(Math.max(CUT * rate, KEEP * estimate));
        }
        if (taken >= TRUSTED_CALLS && (estimate >= best || now - bestAt > MEMORY_NANOS)) {
            best = estimate;
            bestAt = now;
        }
        if (taken > ESTIMATE_CALLS) {
            estimateAnew(now);
        }
    }

    /** A rate that was steady and is so no more may come back: it is looked for, for a while. */
    private void remember(long now) {
        if (rate >= 0.9 * best || now - bestAt > MEMORY_NANOS) {
            probeAt = Long.MAX_VALUE;
        } else if (rate < 0.7 * best && probeAt == Long.MAX_VALUE) {
            probeAfter = PROBE_FIRST;
            probeAt = now + probeAfter;
        }
    }

    private void search(double by, double upTo) {
        searching = true;
        step = by;
        ceiling = upTo;
    }

    private void estimateAnew(long now) {
        estimatedFrom = now;
        taken = 0;
        rateAtEstimate = rate;
        paused = false;
        steppedAtCalls = 0;
        steppedAt = now;
    }

    private void countAnew() {
        takenInARow = 0;
        takenBeforeLate = 0;
    }

    private void lower(double to) {
        rate = Math.max(LOWEST, Math.min(HIGHEST, to));
    }

    private void raise(double to) {
        rate = Math.min(HIGHEST, to);
    }

    /** An attempt was not sent after all. */
    void withdrawn() {
        inFlight--;
    }

    /** Calls a second, infinite while nothing was ever refused. */
    double perSecond() {
        return open ? Double.POSITIVE_INFINITY : rate;
    }

    private long gap() {
        return (long) (SECOND / rate);
    }
}

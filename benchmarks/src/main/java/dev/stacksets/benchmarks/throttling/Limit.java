package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;

/**
 * What a token bucket allows.
 *
 * @param perSecond tokens a second
 * @param burst how many it holds
 * @param heldUp how long its clients are held up at a third of the way, in seconds
 */
record Limit(double perSecond, int burst, double heldUp) {

    Limit(double perSecond, int burst) {
        this(perSecond, burst, 0);
    }

    Limit whileHeldUp() {
        return new Limit(perSecond, burst, 2);
    }

    /** Nobody gets so many calls through in less; what flows over while clients are held up is lost. */
    double seconds(int calls) {
        return (calls - burst) / perSecond + Math.max(0, heldUp - burst / perSecond);
    }

    /** The library's calls, all made at once. */
    Batch ours(long seed) {
        ThrottledApi api = ThrottledApi.of(perSecond, burst, seed);
        StackSet stackSet = (heldUp > 0 ? api.heldUp(third(), third() + heldUp) : api).library();
        return Batch.run(api, stackSet::describe);
    }

    private double third() {
        return Batch.CALLS / perSecond / 3;
    }

    @Override
    public String toString() {
        return perSecond + "/s burst " + burst + (heldUp > 0 ? " held up" : "");
    }
}

package dev.stacksets.benchmarks.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Many calls made at once, and what became of them.
 *
 * @param ended which succeeded, by the order they were made in, in the order they ended in
 * @param seconds until the last one that succeeded, in virtual time
 * @param granted attempts the API took
 * @param refused attempts it refused as too fast
 */
record Batch(List<Integer> ended, double seconds, long granted, long refused) {

    static final int CALLS = 1_000;

    /** Makes a thousand calls and moves the clock until all have ended: in fewer no rate is learned. */
    static Batch run(ThrottledApi api, Supplier<? extends CompletableFuture<?>> call) {
        List<Integer> ended = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        long began = api.time().nanoTime();
        for (int i = 0; i < CALLS; i++) {
            int number = i;
            all.add(call.get().whenComplete((answer, failure) -> {
                if (failure == null) {
                    ended.add(number);
                    at.add(api.time().nanoTime() - began);
                }
            }));
        }
        api.time().runUntil(() -> all.stream().allMatch(CompletableFuture::isDone));
        double seconds = at.isEmpty() ? 0 : at.get(at.size() - 1) / 1e9;
        return new Batch(
                ended, seconds, api.throttle().granted(), api.throttle().refused());
    }

    int failed() {
        return CALLS - ended.size();
    }

    double refusedShare() {
        return refused / (double) (granted + refused);
    }

    /** Of all pairs, those that ended in another order than they were made in. */
    double inversions() {
        long inverted = 0;
        for (int i = 0; i < ended.size(); i++) {
            for (int j = i + 1; j < ended.size(); j++) {
                inverted += ended.get(i) > ended.get(j) ? 1 : 0;
            }
        }
        return inverted / (ended.size() * (ended.size() - 1) / 2.0);
    }
}

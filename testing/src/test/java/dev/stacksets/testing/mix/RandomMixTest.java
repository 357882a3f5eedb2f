package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of seeded mixes of operations in virtual time. A failure names its seed: {@code new RandomMix(seed, calm).run()}. */
@Timeout(900)
class RandomMixTest {

    private static final int WORKERS = 2;

    private static void each(long seeds, LongConsumer run) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (long seed = 1; seed <= seeds; seed++) {
                long one = seed;
                runs.add(workers.submit(() -> run.accept(one)));
            }
            for (int at = 0; at < runs.size(); at++) {
                await(at + 1L, runs.get(at));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void await(long seed, Future<?> run) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getCause(), failure.getCause());
        }
    }

    @Test
    void run_twoThousandSeeds_agreeWithTheModelAfterEveryStep() throws InterruptedException {
        each(2_000, seed -> assertThat(new RandomMix(seed, false).run()).isNotEmpty());
    }

    @Test
    void run_calmSeeds_endWithEveryAccountWhereItBelongs() throws InterruptedException {
        each(200, seed -> {
            RandomMix mix = new RandomMix(seed, true);
            mix.run();
            mix.requireEveryAccountWhereItBelongs();
        });
    }

    @Test
    void run_sameSeedAHundredTimes_throughEitherDoor_givesTheSameEvents() throws InterruptedException {
        List<String> first = new RandomMix(42, false, false).run();

        each(100, time -> assertThat(new RandomMix(42, false, true).run()).isEqualTo(first));

        assertThat(new RandomMix(43, false).run()).isNotEqualTo(first);
    }
}

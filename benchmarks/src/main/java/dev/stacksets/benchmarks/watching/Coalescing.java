package dev.stacksets.benchmarks.watching;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Operations of one stack set watched together, beside as many in stack sets of their own. */
public final class Coalescing implements Measurement {

    /** So many operations are open at any time; one that ended is followed by the next. */
    private static final class Fleet {
        private final VirtualTime time = VirtualTime.create();
        private final ModelAws aws = new ModelAws(time);
        private final List<DrawnOperation> drawn;
        private int begun;
        private int ended;
        private double late;

        Fleet(List<DrawnOperation> drawn) {
            this.drawn = drawn;
        }

        Fleet watch(int open, int perSet, Duration length) {
            try (StackSets library = StackSets.builder()
                    .client(aws)
                    .timeSource(time)
                    .callGate(CallGates.unlimited())
                    .callbackExecutor(Runnable::run)
                    .build()) {
                for (int i = 0; i < open; i++) {
                    begin(library.stackSet("set-" + i / perSet));
                }
                time.advance(length);
                return this;
            }
        }

        private void begin(StackSet stackSet) {
            DrawnOperation operation = drawn.get(begun++ % drawn.size());
            aws.next(stackSet.nameOrId(), operation);
            long since = time.nanoTime();
            var unused = stackSet.deploy(Deployments.of(operation)).outcome().thenRun(() -> {
                ended++;
                late += (time.nanoTime() - since) / 1e9 - operation.seconds();
                begin(stackSet);
            });
        }

        double callsPerHour(int open, Duration length) {
            return aws.polls() / (double) open / (length.toSeconds() / 3_600.0);
        }
    }

    @Override
    public List<Score> measure(Conditions conditions) {
        int open = conditions.count(1_000, 50);
        Duration length = Duration.ofHours(3);
        List<DrawnOperation> drawn = DrawnOperation.draw(open, new Random(conditions.seed()));
        Fleet alone = new Fleet(drawn).watch(open, 1, length);
        return IntStream.of(10, 50)
                .mapToObj(perSet -> {
                    Fleet together = new Fleet(drawn).watch(open, perSet, length);
                    return new Score(
                            "polls an operation and hour, " + perSet + " open in a stack set",
                            "calls",
                            together.callsPerHour(open, length),
                            Theirs.of("each by itself", alone.callsPerHour(open, length)),
                            Target.ratioAtMost(perSet == 10 ? 1 / 3.0 : 1 / 10.0),
                            open + " open; " + together.ended + " and " + alone.ended + " ended, "
                                    + Numbers.text(together.late / together.ended) + " and "
                                    + Numbers.text(alone.late / alone.ended) + " s late on average");
                })
                .toList();
    }
}

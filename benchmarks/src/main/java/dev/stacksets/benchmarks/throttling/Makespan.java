package dev.stacksets.benchmarks.throttling;

import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** A thousand calls at once, and how much longer they take than they must. */
public final class Makespan implements Measurement {

    private static final List<Double> SLOW = List.of(0.5, 1.0, 5.0, 10.0);
    private static final List<Integer> BURSTS = List.of(10, 50);

    /** What one limit came to. */
    private record Run(Limit limit, Batch batch) {
        double ratio() {
            return batch.seconds() / limit.seconds(Batch.CALLS);
        }
    }

    @Override
    public List<Score> measure(Conditions conditions) {
        List<Double> slow = conditions.quick() ? List.of(0.5, 10.0) : SLOW;
        List<Integer> bursts = BURSTS.subList(0, conditions.count(2, 1));
        Theirs loop = loop(conditions);
        List<Score> scores = new ArrayList<>();
        for (boolean heldUp : new boolean[] {false, true}) {
            scores.add(score(conditions, "0.5 to 10/s", limits(slow, heldUp, bursts), 1.03, loop));
            scores.add(score(conditions, "50/s", limits(List.of(50.0), heldUp, bursts), 1.10, Theirs.nobody()));
            scores.add(
                    score(conditions, "0.5 to 10/s, burst 1", limits(slow, heldUp, List.of(1)), 1.25, Theirs.nobody()));
        }
        return scores;
    }

    private static List<Limit> limits(List<Double> rates, boolean heldUp, List<Integer> bursts) {
        List<Limit> limits = new ArrayList<>();
        for (double rate : rates) {
            for (int burst : bursts) {
                Limit limit = new Limit(rate, burst);
                limits.add(heldUp ? limit.whileHeldUp() : limit);
            }
        }
        return limits;
    }

    private static Score score(Conditions conditions, String name, List<Limit> limits, double target, Theirs theirs) {
        List<Run> runs = limits.stream()
                .map(limit -> new Run(limit, limit.ours(conditions.seed())))
                .toList();
        int failed = runs.stream().mapToInt(run -> run.batch().failed()).sum();
        Run worst = runs.stream().max(Comparator.comparingDouble(Run::ratio)).orElseThrow();
        return new Score(
                "makespan / limit, " + name + (limits.get(0).heldUp() > 0 ? ", held up 2 s" : ""),
                "x",
                failed == 0 ? worst.ratio() : Double.NaN,
                theirs,
                Target.atMost(target),
                failed + " of " + runs.size() * Batch.CALLS + " calls failed; the worst of "
                        + limits.stream().map(Limit::toString).toList() + " is " + worst.limit());
    }

    /** The SDK at 5/s, burst 10: as it comes most calls fail, so the one that goes on until it is through is compared. */
    private static Theirs loop(Conditions conditions) {
        Limit limit = new Limit(5, 10);
        ThrottledApi api = ThrottledApi.of(5, 10, conditions.seed());
        Run run = new Run(limit, describes(api, api.loop()));
        ThrottledApi plain = ThrottledApi.of(5, 10, conditions.seed());
        int failed = describes(plain, plain.sdk(AwsRetryStrategy.standardRetryStrategy()))
                .failed();
        return Theirs.of(
                "SDK standard, 1,000 attempts, 5/s; with its own 3: " + Numbers.text(failed) + " calls fail",
                run.ratio());
    }

    static Batch describes(ThrottledApi api, CloudFormationAsyncClient client) {
        return Batch.run(api, () -> client.describeStackSet(r -> r.stackSetName(ThrottledApi.STACK_SET)));
    }
}

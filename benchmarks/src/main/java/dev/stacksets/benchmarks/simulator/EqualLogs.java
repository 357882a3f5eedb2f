package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The same seed gives the same events, however often: an operation of drawn durations with failures in it. */
public final class EqualLogs implements Measurement {

    private static final int ACCOUNTS = 100;
    private static final int REGIONS = 10;

    @Override
    public List<Score> measure(Conditions conditions) {
        int runs = conditions.count(100, 25);
        List<String> first = log(conditions.seed());
        long equal = IntStream.range(0, runs)
                .filter(run -> log(conditions.seed()).equals(first))
                .count();
        if (log(conditions.seed() + 1).equals(first)) {
            throw new IllegalStateException("another seed gives the same log, so that equal logs say nothing");
        }
        return List.of(new Score(
                "equal event logs for one seed",
                "runs",
                equal,
                Theirs.nobody(),
                Target.atLeast(runs),
                "of " + runs + "; " + ACCOUNTS * REGIONS + " instances, " + first.size()
                        + " events; another seed gives another log"));
    }

    private static List<String> log(long seed) {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(20), Duration.ofSeconds(200))
                .build();
        Rollout rollout = new Rollout(ACCOUNTS, REGIONS);
        aws.faults().account(rollout.accountIds().get(7)).fails("role is missing");
        rollout.start(aws.client(), "base");
        aws.time().runUntilIdle();
        return aws.events();
    }
}

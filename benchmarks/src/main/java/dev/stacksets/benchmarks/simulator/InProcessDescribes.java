package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.LineProcess;
import dev.stacksets.benchmarks.measuring.Moto;
import dev.stacksets.benchmarks.measuring.Rounds;
import dev.stacksets.benchmarks.measuring.Rounds.Side;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.testing.StackSetsSimulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;

/**
 * DescribeStackSetOperation without HTTP: by a direct client and through the whole SDK, on a simulator in this process;
 * moto's mock in a Python process.
 */
public final class InProcessDescribes implements Measurement {

    private static final String STACK_SET = "base";
    private static final int CALLS_KEPT = 1_000;

    @Override
    public List<Score> measure(Conditions conditions) throws IOException, InterruptedException {
        List<Side> ours = ours(conditions);
        return scores(
                conditions,
                conditions.moto().isEmpty()
                        ? Rounds.inTurn(conditions.rounds(), ours)
                        : besideMoto(conditions, conditions.moto().get(), ours));
    }

    private static List<Side> ours(Conditions conditions) {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .seed(conditions.seed())
                .callsKept(CALLS_KEPT)
                .build();
        String operation = Rollout.ofThree().start(aws.client(), STACK_SET);
        aws.time().runUntilIdle();
        DescribeStackSetOperationRequest request = DescribeStackSetOperationRequest.builder()
                .stackSetName(STACK_SET)
                .operationId(operation)
                .build();
        return List.of(
                describes(aws.directAsyncClient(), request, conditions.count(200_000, 20_000)),
                describes(aws.asyncClient(), request, conditions.count(20_000, 2_000)));
    }

    private static Side describes(
            CloudFormationAsyncClient client, DescribeStackSetOperationRequest request, int calls) {
        return Rounds.perSecond(
                calls, () -> client.describeStackSetOperation(request).join());
    }

    private static List<Figures> besideMoto(Conditions conditions, Moto moto, List<Side> ours)
            throws IOException, InterruptedException {
        Rollout rollout = Rollout.ofThree();
        String calls = Integer.toString(conditions.count(1_000, 100));
        try (LineProcess python = moto.inProcess(Rollout.TEMPLATE, rollout.accountIds(), rollout.regionIds())) {
            List<Side> sides = new ArrayList<>(ours);
            sides.add(() -> Double.parseDouble(python.ask(calls)));
            return Rounds.inTurn(conditions.rounds(), sides);
        }
    }

    private static List<Score> scores(Conditions conditions, List<Figures> figures) {
        Optional<Figures> moto = figures.size() > 2 ? Optional.of(figures.get(2)) : Optional.empty();
        return List.of(
                score(conditions, "describe by direct client, in process", figures.get(0), moto, 100),
                score(conditions, "describe through the SDK, in process", figures.get(1), moto, 10));
    }

    private static Score score(Conditions conditions, String name, Figures ours, Optional<Figures> moto, double times) {
        return new Score(
                name,
                "calls/s",
                ours.median(),
                conditions.moto(moto, Figures::median),
                Target.ratioAtLeast(times),
                "one call at a time, 3 instances; theirs through boto3 in its own process; median of " + ours.spread());
    }
}

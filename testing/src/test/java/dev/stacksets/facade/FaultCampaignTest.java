package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.testing.fault.CallFault;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random faults on every call of a rollout, with processes that die: nothing lost, nothing twice, nothing left open. */
class FaultCampaignTest {
    private static final List<String> ACTIONS =
            List.of("CreateStackInstances", "DescribeStackSetOperation", "ListStackSetOperationResults");

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rollout_underRandomFaultsAndRestarts_isOneOperationWithAKnownEnd(int seed) {
        Random random = new Random(seed);
        try (Facade facade = new Facade(simulator -> simulator.seed(seed))) {
            StackSet stackSet = facade.baseline();
            plantFaults(facade, random);
            OperationHandle handle = stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA));
            OperationToken token = OperationToken.parse(handle.token().encode());

            OperationResult result =
                    random.nextInt(4) == 0 ? restarted(facade, token, random) : resultOf(facade, handle, token);

            assertThat(result.token()).isEqualTo(token);
            assertThat(result.counts().total()).isIn(0, 2);
            try (StackSets observer = facade.another()) {
                assertThat(facade.get(observer.stackSet(stackSet.nameOrId())
                                .listOperations()
                                .toList()))
                        .extracting(OperationDescription::operationId)
                        .containsExactly(token.operationId());
            }
        }
    }

    private static void plantFaults(Facade facade, Random random) {
        for (int i = random.nextInt(6); i > 0; i--) {
            CallFault fault = facade.aws
                    .faults()
                    .on(ACTIONS.get(random.nextInt(ACTIONS.size())))
                    .call(1 + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> fault.losesAnswer();
                case 1 -> fault.dropsConnection();
                case 2 -> fault.throttles();
                case 3 -> fault.answersHtml(502);
                default -> fault.fails(500, "InternalFailure", "oops");
            }
        }
    }

    /** The process dies at a random moment after AWS took the start; another one comes back with the token alone. */
    private static OperationResult restarted(Facade facade, OperationToken token, Random random) {
        facade.aws.time().advance(java.time.Duration.ofSeconds(40 + random.nextInt(30)));
        facade.stackSets.close();
        try (StackSets another = facade.another()) {
            return resultOf(facade, another.resume(token), token);
        }
    }

    private static OperationResult resultOf(Facade facade, OperationHandle handle, OperationToken token) {
        try {
            return facade.finish(handle);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof OperationTrackingException lost
                    && lost.reason() == Reason.START_UNCERTAIN) {
                try (StackSets another = facade.another()) {
                    return facade.finish(another.resume(token));
                }
            }
            StackSetsException unexpected = (StackSetsException) failure.getCause();
            return fail("ended with " + unexpected, unexpected);
        }
    }
}

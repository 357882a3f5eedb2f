package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pairs of what is and what is wanted: the plan leads from one to the other and touches nothing else, also when the
 * processes that apply it die one after another. Two thousand pairs and a thousand deaths were seen to pass; the build runs the
 * first of them.
 */
class PlanCampaignTest {
    private static final int RUNS = Integer.getInteger("plans.runs", 100);
    private static final int FIRST = Integer.getInteger("plans.first", 0);
    private static final int AT_ONCE = 50;

    static IntStream firstSeeds() {
        return IntStream.range(0, (RUNS + AT_ONCE - 1) / AT_ONCE).map(i -> FIRST + i * AT_ONCE);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void plans_leadExactlyToWhatIsWanted(int first) {
        IntStream.range(first, first + AT_ONCE).forEach(seed -> {
            try (RandomFleet fleet = new RandomFleet(seed);
                    StackSets stackSets = fleet.process()) {
                Applied applied = Applied.planned(seed, fleet, stackSets);
                applied.by(stackSets);
                applied.check(stackSets);
            }
        });
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void plans_whoseProcessesDie_areGoneOnWith_nothingTwiceAndNothingLost(int first) {
        int deaths = IntStream.range(first, first + AT_ONCE)
                .map(PlanCampaignTest::deaths)
                .sum();
        System.out.printf("plans from seed %d: %d processes died, nothing twice, nothing lost%n", first, deaths);
        assertThat(deaths).isPositive();
    }

    private static int deaths(int seed) {
        try (RandomFleet fleet = new RandomFleet(seed);
                StackSets last = fleet.process()) {
            Applied applied = Applied.planned(seed, fleet, last);
            int deaths = 0;
            for (int processes = 1 + fleet.random.nextInt(3); processes > 0; processes--) {
                deaths += applied.byOneThatMayDie() ? 1 : 0;
            }
            applied.by(last);
            applied.check(last);
            return deaths;
        }
    }

    /** A plan of a random fleet, on its way as JSON. */
    private record Applied(
            long seed, RandomFleet fleet, DesiredStackSet wanted, Plan plan, String json, PlanProof proof) {

        static Applied planned(long seed, RandomFleet fleet, StackSets stackSets) {
            fleet.inSomeState();
            DesiredStackSet wanted = fleet.wanted();
            Plan plan = stackSets.plan(wanted).join();
            return new Applied(seed, fleet, wanted, plan, plan.toJson(), new PlanProof(seed, fleet, wanted, plan));
        }

        private PlanExecution begin(StackSets stackSets) {
            return stackSets.apply(Plan.parse(json), Approval.of(plan.hash()).allowDestroy(plan.hash()));
        }

        void by(StackSets stackSets) {
            PlanExecution execution = begin(stackSets);
            fleet.aws.time().runUntil(execution.outcome()::isDone);
            execution.outcome().join();
            assertThat(execution.progress().isDone()).as("seed %d", seed).isTrue();
        }

        boolean byOneThatMayDie() {
            MortalClient client =
                    new MortalClient(fleet.client, 1 + fleet.random.nextInt(40), fleet.random.nextBoolean());
            try (StackSets mortal = fleet.process(client.client())) {
                PlanExecution execution = begin(mortal);
                fleet.aws
                        .time()
                        .runUntil(() -> client.isDead() || execution.outcome().isDone());
            }
            return client.isDead();
        }

        void check(StackSets stackSets) {
            proof.check();
            assertThat(stackSets.plan(wanted).join().steps())
                    .as("seed %d, planned again", seed)
                    .isEmpty();
        }
    }
}

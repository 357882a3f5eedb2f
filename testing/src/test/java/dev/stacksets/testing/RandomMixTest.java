package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** Seeded random calls in virtual time: whatever happens, the books balance, and the same seed repeats itself. */
class RandomMixTest {

    private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-south-1");
    private static final List<String> ACCOUNTS = Samples.accounts(8);
    private static final int STEPS = 25;

    private static final class Mix {

        private final Random random;
        private final StackSetsSimulator aws;
        private final CloudFormationAsyncClient client;
        private final List<String> operations = new ArrayList<>();
        private int submitted;

        Mix(long seed) {
            this(seed, StackSetsSimulator::asyncClient);
        }

        Mix(long seed, Function<StackSetsSimulator, CloudFormationAsyncClient> door) {
            random = new Random(seed);
            aws = StackSetsSimulator.builder()
                    .seed(seed)
                    .stackDuration(Duration.ZERO, Duration.ofSeconds(90))
                    .dispatchGap(Duration.ofSeconds(random.nextInt(10)))
                    .build();
            client = door.apply(aws);
            boolean managed = random.nextBoolean();
            client.createStackSet(r -> r.stackSetName(NAME)
                            .templateBody(Samples.TEMPLATE)
                            .managedExecution(m -> m.active(managed)))
                    .join();
        }

        List<String> run() {
            ACCOUNTS.forEach(this::plant);
            for (int i = 0; i < STEPS; i++) {
                step();
                aws.checkInvariants();
            }
            aws.time().runUntilIdle();
            aws.checkInvariants();
            return aws.events();
        }

        private void plant(String account) {
            if (random.nextInt(4) == 0) {
                aws.faults().account(account).fails("planted").times(1 + random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                aws.faults().account(account).drifts("Topic", "/DisplayName", "a", "b");
            }
        }

        private void step() {
            try {
                act(random.nextInt(9));
            } catch (CompletionException refusal) {
                assertThat(Samples.refusal(refusal).statusCode()).isBetween(400, 499);
            }
        }

        private void act(int which) {
            List<String> accounts = some(ACCOUNTS);
            List<String> regions = some(REGIONS);
            StackSetOperationPreferences preferences = preferences();
            // Left to the SDK, ids would be random UUIDs.
            String id = "op-" + ++submitted;
            switch (which) {
                case 0 ->
                    operations.add(client.createStackInstances(r -> r.stackSetName(NAME)
                                    .operationId(id)
                                    .accounts(accounts)
                                    .regions(regions)
                                    .operationPreferences(preferences))
                            .join()
                            .operationId());
                case 1 ->
                    operations.add(client.deleteStackInstances(r -> r.stackSetName(NAME)
                                    .operationId(id)
                                    .accounts(accounts)
                                    .regions(regions)
                                    .retainStacks(random.nextBoolean())
                                    .operationPreferences(preferences))
                            .join()
                            .operationId());
                case 2 ->
                    operations.add(client.updateStackSet(r -> r.stackSetName(NAME)
                                    .operationId(id)
                                    .usePreviousTemplate(true)
                                    .parameters(parameter("Env", random.nextBoolean() ? "dev" : "prod"))
                                    .operationPreferences(preferences))
                            .join()
                            .operationId());
                case 3 -> stopSomething();
                case 4 ->
                    operations.add(client.detectStackSetDrift(
                                    r -> r.stackSetName(NAME).operationId(id).operationPreferences(preferences))
                            .join()
                            .operationId());
                case 5 -> importOne(accounts.get(0), id);
                default -> aws.time().advance(Duration.ofSeconds(random.nextInt(200)));
            }
        }

        private void importOne(String account, String id) {
            String stackId = aws.existingStack(
                    account,
                    Region.EU_WEST_1,
                    "old",
                    Samples.TEMPLATE,
                    Map.of("Env", random.nextBoolean() ? "dev" : "prod"));
            operations.add(client.importStacksToStackSet(
                            r -> r.stackSetName(NAME).operationId(id).stackIds(stackId))
                    .join()
                    .operationId());
        }

        private void stopSomething() {
            if (!operations.isEmpty()) {
                String id = operations.get(random.nextInt(operations.size()));
                client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId(id))
                        .join();
            }
        }

        private List<String> some(List<String> all) {
            List<String> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            return shuffled.subList(0, 1 + random.nextInt(all.size()));
        }

        private StackSetOperationPreferences preferences() {
            return StackSetOperationPreferences.builder()
                    .maxConcurrentCount(1 + random.nextInt(8))
                    .failureTolerancePercentage(random.nextInt(101))
                    .concurrencyMode(
                            random.nextBoolean()
                                    ? ConcurrencyMode.STRICT_FAILURE_TOLERANCE
                                    : ConcurrencyMode.SOFT_FAILURE_TOLERANCE)
                    .regionConcurrencyType(
                            random.nextBoolean() ? RegionConcurrencyType.PARALLEL : RegionConcurrencyType.SEQUENTIAL)
                    .build();
        }
    }

    @Test
    void run_threeHundredSeeds_holdTheInvariants() {
        for (long seed = 1; seed <= 300; seed++) {
            List<String> events = new Mix(seed).run();
            assertThat(events).as("seed %d", seed).isNotEmpty();
            assertThat(everyOperationEnded(events)).as("seed %d", seed).isTrue();
        }
    }

    private static boolean everyOperationEnded(List<String> events) {
        long accepted = events.stream()
                .filter(event -> event.contains(" operation "))
                .map(event -> event.replaceAll("^\\S+ operation \\S+ (\\S+) .*", "$1"))
                .distinct()
                .count();
        long ended = events.stream()
                .filter(event -> event.contains(" operation ") && event.matches(".*(SUCCEEDED|FAILED|STOPPED)"))
                .count();
        return accepted == ended;
    }

    @Test
    void run_sameSeedAHundredTimes_throughEitherDoor_givesTheSameEvents() {
        List<String> first = new Mix(7).run();

        for (int i = 0; i < 100; i++) {
            assertThat(new Mix(7, StackSetsSimulator::directAsyncClient).run()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void run_sameSeedTwice_givesTheSameEvents(long seed) {
        assertThat(new Mix(seed).run()).isEqualTo(new Mix(seed).run()).isNotEqualTo(new Mix(seed + 1000).run());
    }
}

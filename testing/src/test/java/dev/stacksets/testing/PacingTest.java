package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

class PacingTest {

    private static final List<String> TEN = Samples.accounts(10);

    private StackSetsSimulator aws = StackSetsSimulator.create();
    private CloudFormationAsyncClient client = aws.asyncClient();

    @BeforeEach
    void createSet() {
        Samples.createSet(client);
    }

    @AfterEach
    void invariantsHold() {
        aws.checkInvariants();
    }

    private String deploy(
            List<String> accounts, List<String> regions, Consumer<StackSetOperationPreferences.Builder> preferences) {
        return client.createStackInstances(r ->
                        r.stackSetName(NAME).accounts(accounts).regions(regions).operationPreferences(preferences))
                .join()
                .operationId();
    }

    private long count(String operationId, StackSetOperationResultStatus status) {
        return Samples.results(client, operationId).stream()
                .filter(result -> result.status() == status)
                .count();
    }

    private long inRegion(String operationId, String region, StackSetOperationResultStatus status) {
        return Samples.results(client, operationId).stream()
                .filter(result -> result.region().equals(region) && result.status() == status)
                .count();
    }

    @ParameterizedTest(name = "concurrency {0}%, tolerance {1}%, {2} -> {3} at once")
    @CsvSource({
        "25, 100, STRICT_FAILURE_TOLERANCE, 2",
        "50, 100, STRICT_FAILURE_TOLERANCE, 5",
        "1, 100, STRICT_FAILURE_TOLERANCE, 1",
        "100, 0, STRICT_FAILURE_TOLERANCE, 1",
        "100, 25, STRICT_FAILURE_TOLERANCE, 3",
        "100, 9, STRICT_FAILURE_TOLERANCE, 1",
        "100, 0, SOFT_FAILURE_TOLERANCE, 10",
        "55, 0, SOFT_FAILURE_TOLERANCE, 5"
    })
    void createStackInstances_percentagesOfTen_startThatMany(
            int concurrency, int tolerance, ConcurrencyMode mode, int expected) {
        String id = deploy(
                TEN,
                List.of(IRELAND),
                p -> p.maxConcurrentPercentage(concurrency)
                        .failureTolerancePercentage(tolerance)
                        .concurrencyMode(mode));

        aws.time().advance(Duration.ofSeconds(5));

        assertThat(count(id, StackSetOperationResultStatus.RUNNING)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "concurrency {0}, tolerance {1}, {2} -> {3} at once")
    @CsvSource({
        "10, 5, STRICT_FAILURE_TOLERANCE, 6",
        "10, 5, SOFT_FAILURE_TOLERANCE, 10",
        "2, 5, STRICT_FAILURE_TOLERANCE, 2",
        "100, 2147483647, STRICT_FAILURE_TOLERANCE, 10",
    })
    void createStackInstances_countsOfTen_startThatMany(
            int concurrency, int tolerance, ConcurrencyMode mode, int expected) {
        String id = deploy(
                TEN,
                List.of(IRELAND),
                p -> p.maxConcurrentCount(concurrency)
                        .failureToleranceCount(tolerance)
                        .concurrencyMode(mode));

        aws.time().advance(Duration.ofSeconds(5));

        assertThat(count(id, StackSetOperationResultStatus.RUNNING)).isEqualTo(expected);
    }

    @Test
    void createStackInstances_noPreferences_runsOneAtATimeWithoutTolerance() {
        aws.faults().account(TEN.get(2)).fails("no role");
        String id = deploy(TEN, List.of(IRELAND), p -> {});

        aws.time().advance(Duration.ofSeconds(5));
        assertThat(count(id, StackSetOperationResultStatus.RUNNING)).isEqualTo(1);
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.FAILED);
        assertThat(count(id, StackSetOperationResultStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(count(id, StackSetOperationResultStatus.FAILED)).isEqualTo(1);
        assertThat(count(id, StackSetOperationResultStatus.CANCELLED)).isEqualTo(7);
        assertThat(Samples.results(client, id).get(9).statusReason())
                .isEqualTo("Cancelled since failure tolerance has exceeded");
    }

    @Test
    void createStackInstances_toleranceTwentyPercentOfTen_thirdFailureStopsTheRegion() {
        TEN.subList(0, 3).forEach(account -> aws.faults().account(account).fails("no role"));
        String id = deploy(TEN, List.of(IRELAND), p -> p.failureTolerancePercentage(20));

        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).statusDetails().failedStackInstancesCount())
                .isEqualTo(3);
        assertThat(count(id, StackSetOperationResultStatus.CANCELLED)).isEqualTo(7);
    }

    @Test
    void createStackInstances_failuresWithinTolerance_succeedWithFailedCount() {
        TEN.subList(0, 2).forEach(account -> aws.faults().account(account).fails("no role"));
        String id = deploy(TEN, List.of(IRELAND), p -> p.failureTolerancePercentage(20));

        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(Samples.operation(client, id).statusDetails().failedStackInstancesCount())
                .isEqualTo(2);
    }

    @Test
    void createStackInstances_strict_failuresNeverExceedTolerancePlusOne() {
        TEN.forEach(account -> aws.faults().account(account).fails("no role"));
        String id = deploy(TEN, List.of(IRELAND), p -> p.maxConcurrentCount(10).failureToleranceCount(3));

        aws.time().runUntilIdle();

        assertThat(count(id, StackSetOperationResultStatus.FAILED)).isEqualTo(4);
    }

    @Test
    void createStackInstances_soft_inFlightAccountsFinishAndMayFail() {
        TEN.forEach(account -> aws.faults().account(account).fails("no role"));
        String id = deploy(
                TEN,
                List.of(IRELAND),
                p -> p.maxConcurrentCount(6)
                        .failureToleranceCount(3)
                        .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE));

        aws.time().runUntilIdle();

        assertThat(count(id, StackSetOperationResultStatus.FAILED)).isBetween(4L, 9L);
        assertThat(count(id, StackSetOperationResultStatus.CANCELLED)).isGreaterThan(0);
    }

    @Test
    void createStackInstances_sequential_followsRegionOrderAndAppendsTheRest() {
        String id = deploy(Samples.accounts(1), List.of(IRELAND, "eu-north-1", VIRGINIA), p -> p.regionOrder(VIRGINIA));

        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id))
                .extracting(StackSetOperationResultSummary::region)
                .containsExactly(VIRGINIA, IRELAND, "eu-north-1");
        assertThat(aws.events().stream()
                        .filter(e -> e.endsWith("RUNNING") && e.contains("instance"))
                        .map(e -> e.replaceAll(".*/([a-z]+-[a-z]+-[0-9]) .*", "$1")))
                .containsExactly(VIRGINIA, IRELAND, "eu-north-1");
    }

    @Test
    void createStackInstances_sequentialRegionFails_cancelsLaterRegions() {
        aws.faults().instance(TEN.get(0), IRELAND).fails("no role");
        String id = deploy(TEN, List.of(IRELAND, VIRGINIA), p -> {});

        aws.time().runUntilIdle();

        assertThat(inRegion(id, VIRGINIA, StackSetOperationResultStatus.CANCELLED))
                .isEqualTo(10);
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.FAILED);
    }

    @Test
    void createStackInstances_parallel_startsEveryRegionAtOnce() {
        String id =
                deploy(TEN, List.of(IRELAND, VIRGINIA), p -> p.regionConcurrencyType(RegionConcurrencyType.PARALLEL));

        aws.time().advance(Duration.ofSeconds(5));

        assertThat(inRegion(id, IRELAND, StackSetOperationResultStatus.RUNNING)).isEqualTo(1);
        assertThat(inRegion(id, VIRGINIA, StackSetOperationResultStatus.RUNNING))
                .isEqualTo(1);
    }

    @Test
    void createStackInstances_parallelRegionFails_othersGoOnByDefault() {
        aws.faults().instance(TEN.get(0), IRELAND).fails("no role");
        String id =
                deploy(TEN, List.of(IRELAND, VIRGINIA), p -> p.regionConcurrencyType(RegionConcurrencyType.PARALLEL));

        aws.time().runUntilIdle();

        assertThat(inRegion(id, IRELAND, StackSetOperationResultStatus.CANCELLED))
                .isEqualTo(9);
        assertThat(inRegion(id, VIRGINIA, StackSetOperationResultStatus.SUCCEEDED))
                .isEqualTo(10);
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.FAILED);
    }

    @Test
    void createStackInstances_parallelRegionFails_stopsOthersWhenSwitched() {
        aws = StackSetsSimulator.builder().failedRegionStopsParallelOnes().build();
        client = aws.asyncClient();
        Samples.createSet(client);
        aws.faults().instance(TEN.get(0), IRELAND).fails("no role");
        String id =
                deploy(TEN, List.of(IRELAND, VIRGINIA), p -> p.regionConcurrencyType(RegionConcurrencyType.PARALLEL));

        aws.time().runUntilIdle();

        assertThat(inRegion(id, VIRGINIA, StackSetOperationResultStatus.CANCELLED))
                .isEqualTo(9);
    }

    @Test
    void updateStackSet_wholeSet_goesThroughRegionsAlphabeticallyAndSkipsInoperable() {
        deploy(TEN.subList(0, 2), List.of(VIRGINIA, IRELAND), p -> {});
        aws.time().runUntilIdle();
        aws.faults().instance(TEN.get(0), IRELAND).fails("protected");
        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .accounts(TEN.get(0))
                        .regions(IRELAND)
                        .retainStacks(false))
                .join();
        aws.time().runUntilIdle();

        String id = client.updateStackSet(r -> r.stackSetName(NAME).usePreviousTemplate(true))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id))
                .extracting(result -> result.account() + " " + result.region())
                .containsExactly(TEN.get(1) + " " + IRELAND, TEN.get(0) + " " + VIRGINIA, TEN.get(1) + " " + VIRGINIA);
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void createStackInstances_moreThanTheCeiling_runsAHundredAtOnce() {
        String id = deploy(
                Samples.accounts(150),
                List.of(IRELAND),
                p -> p.maxConcurrentCount(150).failureToleranceCount(150));

        aws.time().advance(Duration.ofSeconds(5));
        String running = aws.describe();
        aws.time().runUntilIdle();

        assertThat(running).contains("running 100");
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }
}

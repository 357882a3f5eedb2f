package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.internal.fault.CallEffect;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.OperationNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetSummary;

/** Reads that answer with an older state, planted. Work on a stack takes 30 s here and begins 5 s after the request. */
class StaleReadTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    private void pass(long seconds) {
        aws.time().advance(Duration.ofSeconds(seconds));
    }

    /** The next read of a kind sees the state as it was. */
    private CloudFormationAsyncClient seconds(long ago, String action) {
        aws.faults().on(action).call(1).answersAsOf(Duration.ofSeconds(ago));
        return client;
    }

    private StackSetOperation operation(String id) {
        return Samples.operation(client, id);
    }

    private StackSet stackSet(String nameOrId) {
        return client.describeStackSet(r -> r.stackSetName(nameOrId)).join().stackSet();
    }

    private List<StackInstanceSummary> instances() {
        return client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries();
    }

    @Test
    void describeOperation_justStarted_isNotFoundYet() {
        Samples.createSet(client);
        pass(10);
        String id = Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(2);

        seconds(3, "DescribeStackSetOperation");
        assertThatThrownBy(() -> operation(id)).hasCauseInstanceOf(OperationNotFoundException.class);
        assertThat(operation(id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void describeOperation_ended_stillRuns() {
        Samples.createSet(client);
        aws.faults().account(TWO).fails("no role");
        String id = Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
        pass(36);

        seconds(2, "DescribeStackSetOperation");
        assertThat(operation(id)).satisfies(then -> {
            assertThat(then.status()).isEqualTo(StackSetOperationStatus.RUNNING);
            assertThat(then.endTimestamp()).isNull();
            assertThat(then.statusDetails().failedStackInstancesCount()).isZero();
        });
        assertThat(operation(id)).satisfies(now -> {
            assertThat(now.status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
            assertThat(now.endTimestamp()).isNotNull();
            assertThat(now.statusDetails().failedStackInstancesCount()).isOne();
        });
    }

    @Test
    void listOperationsAndResults_seeThePast() {
        Samples.createSet(client);
        String first = Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(40);
        String second = Samples.deploy(client, List.of(TWO), List.of(IRELAND));
        pass(10);

        seconds(20, "ListStackSetOperations");
        assertThat(client.listStackSetOperations(r -> r.stackSetName(NAME))
                        .join()
                        .summaries())
                .singleElement()
                .satisfies(then -> assertThat(then.operationId()).isEqualTo(first))
                .satisfies(then -> assertThat(then.status()).isEqualTo(StackSetOperationStatus.RUNNING));
        seconds(20, "ListStackSetOperationResults");
        assertThatThrownBy(() -> Samples.results(client, second)).hasCauseInstanceOf(OperationNotFoundException.class);
        seconds(7, "ListStackSetOperationResults");
        assertThat(Samples.results(client, second))
                .extracting(StackSetOperationResultSummary::status)
                .containsExactly(StackSetOperationResultStatus.PENDING);
        assertThat(Samples.results(client, second))
                .extracting(StackSetOperationResultSummary::status)
                .containsExactly(StackSetOperationResultStatus.RUNNING);
    }

    @Test
    void describeInstance_followsItsWholeLife() {
        Samples.createSet(client);
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(40);
        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        pass(40);

        assertThat(instanceOf(80)).isEqualTo("OUTDATED/PENDING");
        assertThat(instanceOf(60)).isEqualTo("OUTDATED/RUNNING");
        assertThat(instanceOf(41)).isEqualTo("CURRENT/SUCCEEDED");
        assertThat(instanceOf(38)).isEqualTo("CURRENT/PENDING");
        assertThat(instanceOf(20)).isEqualTo("CURRENT/RUNNING");
        assertThatThrownBy(() -> instanceOf(81)).hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThatThrownBy(() -> instanceOf(2)).hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    private String instanceOf(long secondsAgo) {
        seconds(secondsAgo, "DescribeStackInstance");
        var instance = Samples.instance(client, ONE, IRELAND);
        return instance.statusAsString() + "/" + instance.stackInstanceStatus().detailedStatusAsString();
    }

    @Test
    void describeInstance_justCreated_isNotFoundYet() {
        Samples.createSet(client);
        pass(60);
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(1);

        seconds(2, "DescribeStackInstance");
        assertThatThrownBy(() -> Samples.instance(client, ONE, IRELAND))
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    @Test
    void listInstances_showsThoseThatWere_withTheirFilters() {
        Samples.createSet(client);
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND, VIRGINIA));
        pass(70);
        client.deleteStackInstances(r ->
                        r.stackSetName(NAME).accounts(ONE).regions(VIRGINIA).retainStacks(false))
                .join();
        pass(40);
        assertThat(instances()).hasSize(3);

        seconds(30, "ListStackInstances");
        assertThat(instances())
                .hasSize(4)
                .filteredOn(instance ->
                        instance.stackInstanceStatus().detailedStatus() == StackInstanceDetailedStatus.RUNNING)
                .singleElement()
                .satisfies(instance -> assertThat(instance.region()).isEqualTo(VIRGINIA))
                .satisfies(instance -> assertThat(instance.status()).isEqualTo(StackInstanceStatus.CURRENT));
        seconds(30, "ListStackInstances");
        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)
                                .filters(StackInstanceFilter.builder()
                                        .name(StackInstanceFilterName.DETAILED_STATUS)
                                        .values("RUNNING")
                                        .build()))
                        .join()
                        .summaries())
                .hasSize(1);
    }

    @Test
    void instanceRemovedAndAddedAgain_isEachInItsTime() {
        Samples.createSet(client);
        for (int round = 0; round < 3; round++) {
            Samples.deploy(client, List.of(ONE), List.of(IRELAND));
            pass(50);
            client.deleteStackInstances(r ->
                            r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                    .join();
            pass(50);
            aws.checkInvariants();
        }

        assertThat(Stream.of(10, 20, 110, 120, 210, 290).map(ago -> instancesBefore(ago)))
                .containsExactly(0, 1, 0, 1, 0, 1);
    }

    private int instancesBefore(long secondsAgo) {
        seconds(secondsAgo, "ListStackInstances");
        return instances().size();
    }

    @Test
    void describeStackSet_showsTheFormerDefinitionAndRegions() {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).description("first"))
                .join();
        pass(10);
        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).description("second"))
                .join();
        pass(10);
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(5);

        seconds(8, "DescribeStackSet");
        assertThat(stackSet(NAME)).satisfies(then -> {
            assertThat(then.description()).isEqualTo("second");
            assertThat(then.regions()).isEmpty();
        });
        seconds(16, "DescribeStackSet");
        assertThat(stackSet(NAME).description()).isEqualTo("first");
        assertThat(stackSet(NAME).regions()).containsExactly(IRELAND);
        seconds(26, "DescribeStackSet");
        assertThatThrownBy(() -> stackSet(NAME)).hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void stackSet_deletedAndCreatedAgain_isEachInItsTime() {
        Samples.createSet(client);
        String first = stackSet(NAME).stackSetId();
        pass(10);
        client.deleteStackSet(r -> r.stackSetName(NAME)).join();
        pass(10);
        Samples.createSet(client);
        String second = stackSet(NAME).stackSetId();
        pass(10);

        assertThat(stackSet(NAME).stackSetId()).isEqualTo(second);
        seconds(15, "DescribeStackSet");
        assertThatThrownBy(() -> stackSet(NAME)).hasCauseInstanceOf(StackSetNotFoundException.class);
        seconds(25, "DescribeStackSet");
        assertThat(stackSet(NAME).stackSetId()).isEqualTo(first);
        seconds(25, "DescribeStackSet");
        assertThat(stackSet(first).status()).isEqualTo(StackSetStatus.ACTIVE);
        seconds(15, "DescribeStackSet");
        assertThat(stackSet(first).status()).isEqualTo(StackSetStatus.DELETED);
        seconds(25, "ListStackSets");
        assertThat(client.listStackSets(r -> r.status(StackSetStatus.ACTIVE))
                        .join()
                        .summaries())
                .extracting(StackSetSummary::stackSetId)
                .containsExactly(first);
        seconds(15, "ListStackSets");
        assertThat(client.listStackSets(r -> r.status(StackSetStatus.ACTIVE))
                        .join()
                        .summaries())
                .isEmpty();
    }

    /** A later change of many must not push out of sight what a read may still look for. */
    @Test
    void aQuarterOfAnHour_isKnownWhateverHappenedSince() {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).description("0"))
                .join();
        for (int minute = 1; minute <= 40; minute++) {
            String description = Integer.toString(minute);
            pass(60);
            client.updateStackSet(
                            r -> r.stackSetName(NAME).usePreviousTemplate(true).description(description))
                    .join();
        }

        seconds(15 * 60, "DescribeStackSet");
        assertThat(stackSet(NAME).description()).isEqualTo("25");
        seconds(14 * 60 + 59, "DescribeStackSet");
        assertThat(stackSet(NAME).description()).isEqualTo("25");
        seconds(30, "DescribeStackSet");
        assertThat(stackSet(NAME).description()).isEqualTo("39");
    }

    @Test
    void pages_ofAStaleList_fitTogether() {
        Samples.createSet(client);
        Samples.deploy(client, Samples.accounts(10), List.of(IRELAND));
        pass(60);
        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .accounts(Samples.accounts(10))
                        .regions(IRELAND)
                        .operationPreferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9))
                        .retainStacks(false))
                .join();
        pass(60);
        aws.faults().on("ListStackInstances").answersAsOf(Duration.ofSeconds(65));

        assertThat(aws.client()
                        .listStackInstancesPaginator(r -> r.stackSetName(NAME).maxResults(3))
                        .summaries())
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateStackSet", "ListStackSetAutoDeploymentTargets", "organizations:ListRoots"})
    void otherCalls_areNeverMetAndNeverCounted(String action) {
        aws.faults().on(action).call(1).answersAsOf(Duration.ofSeconds(5));
        Samples.createSet(client);

        assertThat(aws.faults().unused()).hasSize(1);
        assertThat(stackSet(NAME).status()).isEqualTo(StackSetStatus.ACTIVE);
    }

    static Stream<String> reads() {
        return CallEffect.AsOf.READS.stream().sorted();
    }

    /** Nothing existed a minute ago, whichever read is asked. */
    @ParameterizedTest
    @MethodSource("reads")
    void everyRead_looksBack(String action) {
        aws.faults().on(action).answersAsOf(Duration.ofSeconds(60));
        Samples.createSet(client);
        String id = Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        pass(50);

        if (action.equals("ListStackSets")) {
            assertThat(client.listStackSets().join().summaries()).isEmpty();
        } else {
            assertThatThrownBy(() -> read(action, id)).hasCauseInstanceOf(StackSetNotFoundException.class);
        }
        assertThat(aws.faults().unused()).isEmpty();
    }

    private Object read(String action, String id) {
        return switch (action) {
            case "DescribeStackSet" -> stackSet(NAME);
            case "DescribeStackInstance" -> Samples.instance(client, ONE, IRELAND);
            case "ListStackInstances" -> instances();
            case "DescribeStackSetOperation" -> operation(id);
            case "ListStackSetOperations" ->
                client.listStackSetOperations(r -> r.stackSetName(NAME)).join();
            default -> Samples.results(client, id);
        };
    }

    @Test
    void age_outOfBounds_isRefused() {
        for (Duration age : List.of(
                Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(15).plusNanos(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> aws.faults().on("DescribeStackSet").answersAsOf(age));
        }
    }
}

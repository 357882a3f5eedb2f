package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;

/** Finding instances: by filter, and those that do not match the stack set, with the reason. */
class InstancesTest {
    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void filters_narrowEachByItself() {
        facade.aws.faults().account(TWO).fails("no role");
        OperationResult result = facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO, THREE)
                .regions(VIRGINIA, IRELAND)
                .preferences(p -> p.failureToleranceCount(1)
                        .maxConcurrentCount(3)
                        .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE))));

        assertThat(ids(InstanceFilter.builder()
                        .detailedStatus(DetailedStatus.FAILED)
                        .build()))
                .containsExactly(new InstanceId(TWO, IRELAND), new InstanceId(TWO, VIRGINIA));
        assertThat(ids(InstanceFilter.builder().account(ONE).region(IRELAND).build()))
                .containsExactly(new InstanceId(ONE, IRELAND));
        assertThat(ids(InstanceFilter.builder()
                        .lastOperationId(result.token().operationId())
                        .driftStatus(DriftStatus.NOT_CHECKED)
                        .build()))
                .hasSize(6);
        assertThat(ids(InstanceFilter.builder().driftStatus(DriftStatus.DRIFTED).build()))
                .isEmpty();
        assertThat(facade.get(stackSet.listInstances(f -> f.account(ONE)).toList()))
                .hasSize(2);
    }

    @Test
    void filter_withABadValue_isRefused() {
        assertThatThrownBy(() -> stackSet.listInstances(f -> f.account("12345")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exactly 12 digits");
        assertThatThrownBy(() -> stackSet.listInstances(f -> f.detailedStatus(DetailedStatus.UNKNOWN)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void instancesNotCurrent_sayWhy() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO, THREE)
                .regions(VIRGINIA)
                .preferences(p -> p.failureToleranceCount(2).maxConcurrentCount(3))));
        assertThat(facade.get(stackSet.instancesNotCurrent())).isEmpty();
        facade.aws.faults().account(ONE).fails("no role there");

        facade.finish(stackSet.update(u -> u.usePreviousValue("Password")
                .parameter("Level", "high")
                .capability(software.amazon.awssdk.services.cloudformation.model.Capability.CAPABILITY_NAMED_IAM)
                .accounts(ONE, TWO)
                .regions(VIRGINIA)));

        List<StackInstance> left = facade.get(stackSet.instancesNotCurrent());
        assertThat(left).extracting(instance -> instance.id().account()).containsExactly(ONE, TWO, THREE);
        assertThat(left.get(0).explanation()).contains("The last operation failed here: no role there.");
        assertThat(left.get(1).explanation())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("The last operation never came here")
                        .endsWith("Nothing is known to be wrong here."));
        assertThat(left.get(2).explanation())
                .hasValueSatisfying(why -> assertThat(why).contains("If none is under way, none is coming"));
    }

    @Test
    void inoperableInstance_saysHowToGetOutOfIt() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        facade.aws.faults().account(ONE).fails("bucket not empty");
        facade.finish(
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).deleteStacks()));

        assertThat(facade.get(stackSet.instancesNotCurrent()))
                .singleElement()
                .satisfies(instance -> assertThat(instance.explanation())
                        .hasValueSatisfying(why ->
                                assertThat(why).contains("bucket not empty").contains("retainStacks()")));
    }

    @Test
    void byRegion_seesEveryInstanceOnce_withAPageMorePerRegionAtMost() {
        deployWidely();
        facade.aws.calls().clear();

        List<StackInstance> all = facade.get(stackSet.listInstancesByRegion().toList());

        assertThat(facade.aws.calls().count("ListStackInstances")).isEqualTo(6);
        assertThat(facade.aws.calls().count("DescribeStackSet")).isEqualTo(1);
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        facade.get(stackSet.listInstances().toList()));
        assertThat(all.stream().map(instance -> instance.id().region()).distinct())
                .hasSize(3);
    }

    @Test
    void byRegion_asksForSeveralRegionsAtOnce() {
        deployWidely();
        facade.aws.faults().on("ListStackInstances").delays(Duration.ofMillis(50));
        Instant before = facade.aws.time().now();

        facade.get(stackSet.listInstancesByRegion().toList());

        assertThat(Duration.between(before, facade.aws.time().now())).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void byRegion_rowByRow_tellsOneAtATimeWhateverTheExecutor() throws InterruptedException {
        deployWidely();
        ExecutorService four = Executors.newFixedThreadPool(4);
        List<InstanceId> told = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (StackSets concurrent = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(four)
                .build()) {
            concurrent
                    .stackSet("baseline")
                    .listInstancesByRegion()
                    .forEach(instance -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        told.add(instance.id());
                        inside.decrementAndGet();
                    })
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } finally {
            four.shutdown();
        }

        assertThat(four.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasSize(360).doesNotHaveDuplicates();
        assertThat(most).hasValue(1);
    }

    @Test
    void byRegion_firstMatch_endsTheRest() {
        deployWidely();
        facade.aws.faults().on("ListStackInstances").delays(Duration.ofSeconds(1));
        facade.aws.calls().clear();

        assertThat(facade.get(stackSet.listInstancesByRegion().findFirst(instance -> true)))
                .isPresent();
        facade.aws.time().runUntilIdle();

        assertThat(facade.aws.calls().count("ListStackInstances")).isEqualTo(3);
        assertThat(facade.get(stackSet.listInstancesByRegion().findFirst(instance -> false)))
                .isEmpty();
    }

    @Test
    void byRegion_withoutInstances_isEmpty() {
        assertThat(facade.get(stackSet.listInstancesByRegion().toList())).isEmpty();
        assertThat(facade.get(stackSet.listInstancesByRegion().findFirst(instance -> true)))
                .isEmpty();
    }

    @Test
    void byRegion_whatFailsInOneRegion_failsTheWhole() {
        deployWidely();
        facade.aws.faults().on("ListStackInstances").call(4).fails(400, "ValidationError", "no such page");

        assertThatThrownBy(() -> facade.get(stackSet.listInstancesByRegion().toList()))
                .hasCauseInstanceOf(ValidationException.class);
    }

    /** 120 accounts in three Regions. */
    private void deployWidely() {
        List<String> accounts = IntStream.range(0, 120)
                .mapToObj(number -> String.format("%012d", number))
                .toList();
        facade.finish(stackSet.deploy(d -> d.accounts(accounts)
                .regions(VIRGINIA, IRELAND, "ap-south-1")
                .preferences(p -> p.maxConcurrentPercentage(100))));
    }

    private List<InstanceId> ids(InstanceFilter filter) {
        return facade.get(stackSet.listInstances(filter).toList()).stream()
                .map(StackInstance::id)
                .toList();
    }
}

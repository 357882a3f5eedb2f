package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.StackSetUpdateSpec;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Operations under ids the caller chose: the same request again is the same operation, another one is refused. */
class ChosenIdTest {
    private static final String ID = "run-2026-11-24";

    private final Facade facade = new Facade();
    private StackSet stackSet;

    @BeforeEach
    void create() {
        stackSet = facade.baseline();
    }

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void sameRequestFromAnotherProcess_isTheSameOperation() {
        OperationHandle first = stackSet.deploy(deployment());
        facade.stackSets.close();

        try (StackSets another = facade.another()) {
            OperationHandle again = another.stackSet(stackSet.nameOrId()).deploy(deployment());

            assertThat(again.token()).isEqualTo(first.token());
            assertThat(facade.finish(again).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(facade.finish(another.stackSet(stackSet.nameOrId()).deploy(deployment()))
                            .counts()
                            .succeeded())
                    .isEqualTo(2);
            assertThat(facade.get(another.stackSet(stackSet.nameOrId())
                            .listOperations()
                            .toList()))
                    .hasSize(1);
        }
    }

    @Test
    void idUsedForOtherAccounts_isRefusedNamingOne() {
        refused(
                "works on " + ONE + "/" + VIRGINIA,
                s -> s.deploy(d -> d.operationId(ID).accounts(TWO, THREE).regions(VIRGINIA)));
    }

    @Test
    void idUsedForOtherRegions_isRefused() {
        refused(
                "which is not one of the targets",
                s -> s.deploy(d -> d.operationId(ID).accounts(ONE, TWO).regions(IRELAND)));
    }

    @Test
    void idUsedForOtherPreferences_isRefused() {
        refused(
                "preferences are others",
                s -> s.deploy(d -> d.operationId(ID)
                        .accounts(ONE, TWO)
                        .regions(VIRGINIA)
                        .preferences(p -> p.failureToleranceCount(1))));
    }

    @Test
    void idUsedForAnotherAction_isRefused() {
        refused(
                "it is a CREATE, not a DELETE",
                s -> s.removeInstances(r ->
                        r.operationId(ID).accounts(ONE, TWO).regions(VIRGINIA).retainStacks()));
        refused("it is a CREATE, not a UPDATE", s -> s.update(update()));
    }

    @Test
    void idUsedForAnotherFateOfStacks_isRefused() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
        facade.finish(stackSet.removeInstances(
                r -> r.operationId(ID).accounts(ONE).regions(VIRGINIA).retainStacks()));

        OperationHandle handle = stackSet.removeInstances(
                r -> r.operationId(ID).accounts(ONE).regions(VIRGINIA).deleteStacks());

        assertThatThrownBy(() -> facade.finish(handle)).hasMessageContaining("it retains the stacks");
    }

    @Test
    void defaultsSaidOrLeftOut_areTheSamePreferences() {
        facade.finish(stackSet.deploy(deployment()));

        OperationHandle spelledOut = stackSet.deploy(d -> d.operationId(ID)
                .accounts(ONE, TWO)
                .regions(VIRGINIA)
                .preferences(p -> p.failureToleranceCount(0).maxConcurrentCount(1)));

        assertThat(facade.finish(spelledOut).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void lostAnswer_isAdoptedAfterComparing() {
        facade.aws.faults().on("CreateStackInstances").call(1).losesAnswer();

        assertThat(facade.finish(stackSet.deploy(deployment())).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
    }

    @Test
    void updateUnderAnId_isAdoptedToo() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        facade.finish(stackSet.update(update()));

        assertThat(facade.finish(stackSet.update(update())).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count("UpdateStackSet")).isEqualTo(2);
    }

    private static DeploymentSpec deployment() {
        return DeploymentSpec.builder()
                .operationId(ID)
                .accounts(ONE, TWO)
                .regions(VIRGINIA)
                .build();
    }

    private static StackSetUpdateSpec update() {
        return StackSetUpdateSpec.builder()
                .operationId(ID)
                .capability(Capability.CAPABILITY_NAMED_IAM)
                .build();
    }

    private void refused(String difference, Function<StackSet, OperationHandle> verb) {
        if (facade.aws.calls().count("CreateStackInstances") == 0) {
            facade.finish(stackSet.deploy(deployment()));
        }
        OperationHandle handle = verb.apply(stackSet);
        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(
                        OperationIdAlreadyExistsException.class,
                        taken -> assertThat(taken.token()).contains(handle.token()))
                .hasMessageContaining(difference)
                .hasMessageContaining("Choose another operation id");
    }
}

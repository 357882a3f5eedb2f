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
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
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
    void idUsedForFewerAccounts_isRefused() {
        facade.finish(stackSet.deploy(deployment()));

        refused(
                "it works on 2 instances, not 3",
                s -> s.deploy(d -> d.operationId(ID).accounts(ONE, TWO, THREE).regions(VIRGINIA)));
    }

    @Test
    void idWhoseInstancesAreNotListedYet_isRefusedAtTheEndIfTheyAreOthers() {
        try (Facade lagging = new Facade(simulator -> simulator.resultsLag(Duration.ofSeconds(20)))) {
            StackSet late = lagging.baseline();
            OperationHandle theirs = late.deploy(deployment());
            OperationHandle others =
                    late.deploy(d -> d.operationId(ID).accounts(TWO, THREE).regions(VIRGINIA));
            OperationHandle more =
                    late.deploy(d -> d.operationId(ID).accounts(ONE, TWO, THREE).regions(VIRGINIA));

            assertThat(others.accepted()).isCompleted();
            assertThatThrownBy(() -> lagging.finish(others)).hasMessageContaining("works on " + ONE + "/" + VIRGINIA);
            assertThatThrownBy(() -> lagging.finish(more)).hasMessageContaining("on 2 instances, not 3");
            assertThat(lagging.finish(theirs).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void idThatAwsAnswersAgain_isComparedAllTheSame() {
        try (Facade replaying = new Facade(StackSetsSimulator.Builder::replaysOperationIds)) {
            StackSet same = replaying.baseline();
            replaying.finish(same.deploy(deployment()));

            OperationHandle others =
                    same.deploy(d -> d.operationId(ID).accounts(TWO, THREE).regions(VIRGINIA));
            OperationHandle update = same.updateInstances(
                    u -> u.operationId(ID).accounts(ONE, TWO).regions(VIRGINIA));

            assertThatThrownBy(() -> replaying.finish(others)).hasMessageContaining("works on " + ONE);
            assertThatThrownBy(() -> replaying.finish(update)).hasMessageContaining("it is a CREATE, not a UPDATE");
            assertThat(replaying.finish(same.deploy(deployment())).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void idThatCannotBeCompared_isNotAdoptedUnlessTheAnswerWasOurs() {
        facade.finish(stackSet.deploy(deployment()));
        facade.aws.faults().on("ListStackSetOperationResults").call(1).fails(403, "AccessDenied", "no");
        refused("what it works on cannot be read", s -> s.deploy(deployment()));

        facade.aws.faults().on("UpdateStackInstances").call(1).losesAnswer();
        facade.aws.faults().on("ListStackSetOperationResults").call(1).fails(403, "AccessDenied", "no");
        OperationHandle ours = stackSet.updateInstances(
                u -> u.operationId("ours").accounts(ONE).regions(VIRGINIA));
        assertThat(facade.finish(ours).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void idThatExistsButCannotBeAskedFor_isUncertainAndNotRefused() {
        facade.finish(stackSet.deploy(deployment()));
        facade.aws.faults().on("DescribeStackSetOperation").calls(1, 7).dropsConnection();

        assertThatThrownBy(() -> facade.finish(stackSet.deploy(deployment())))
                .cause()
                .isInstanceOfSatisfying(
                        OperationTrackingException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(Reason.START_UNCERTAIN));
    }

    @Test
    void idUsedForOtherRegionsOfUnits_isRefused_andTheSameUnitsAreAdopted() {
        try (Facade organized = new Facade(simulator ->
                simulator.organization(o -> o.managementAccount("111111111111").ou("A", unit -> unit.accounts(2))))) {
            String unit = organized.aws.organization().unit("A");
            StackSet guardrails = organized.get(organized.stackSets.create(
                    "guardrails",
                    s -> s.serviceManaged()
                            .template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))));
            organized.finish(guardrails.deploy(
                    d -> d.operationId(ID).organizationalUnits(unit).regions(VIRGINIA)));

            OperationHandle same = guardrails.deploy(
                    d -> d.operationId(ID).organizationalUnits(unit).regions(VIRGINIA));
            assertThat(organized.finish(same).counts().succeeded()).isEqualTo(2);
            OperationHandle elsewhere = guardrails.deploy(
                    d -> d.operationId(ID).organizationalUnits(unit).regions(IRELAND));
            assertThatThrownBy(() -> organized.finish(elsewhere))
                    .hasMessageContaining("which is not one of the targets");
        }
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

package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.OperationStoppedException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.testing.Call;
import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes several operations: trying again what failed, deleting everything, waiting until nothing runs. */
class SeriesTest {
    private static final String TRUST =
            "Account 222222222222 should have 'Exec' role with trust relationship to Role 'Admin'.";

    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void retryFailed_touchesExactlyWhatWasLeftUndone() {
        OperationResult result = failedRollout();
        facade.aws.faults().account(TWO).heals();
        Set<InstanceId> undone = undone(result);
        facade.aws.calls().clear();

        OperationSeries retry = stackSet.retryFailed(result);
        List<OperationResult> results = facade.get(retry.outcome());

        assertThat(results).hasSizeGreaterThan(1).allSatisfy(each -> {
            assertThat(each.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(each.action()).isEqualTo(OperationAction.CREATE);
        });
        assertThat(retry.operations())
                .extracting(OperationHandle::token)
                .containsExactlyElementsOf(
                        results.stream().map(OperationResult::token).toList());
        assertThat(named(facade.aws.calls().of("CreateStackInstances"))).isEqualTo(undone);
        assertThat(facade.get(stackSet.instancesNotCurrent())).isEmpty();
    }

    @Test
    void retryFailed_isPacedAsBeforeUnlessSaid() {
        OperationResult result = failedRollout();
        facade.aws.faults().account(TWO).heals();
        facade.aws.calls().clear();

        facade.get(stackSet.retryFailed(result).outcome());
        assertThat(facade.aws.calls().of("CreateStackInstances"))
                .allSatisfy(call -> assertThat(call.parameters())
                        .containsEntry("OperationPreferences.MaxConcurrentCount", "2")
                        .containsEntry("OperationPreferences.FailureToleranceCount", "0"));

        OperationResult again = failedUpdate();
        facade.aws.faults().account(TWO).heals();
        facade.aws.calls().clear();
        facade.get(stackSet.retryFailed(again, r -> r.preferences(p -> p.maxConcurrentPercentage(100)))
                .outcome());
        assertThat(facade.aws.calls().of("UpdateStackInstances"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.parameters())
                        .containsEntry("OperationPreferences.MaxConcurrentPercentage", "100")
                        .doesNotContainKey("OperationPreferences.MaxConcurrentCount"));
    }

    @Test
    void retryFailed_ofAnUpdate_bringsTheInstancesUpToDate() {
        deployed();
        OperationResult result = failedUpdate();
        facade.aws.faults().account(TWO).heals();

        facade.get(stackSet.retryFailed(result).outcome());

        assertThat(facade.get(stackSet.listInstances().toList()))
                .extracting(StackInstance::status)
                .containsOnly(InstanceStatus.CURRENT);
    }

    @Test
    void retryFailed_ofARemoval_doesWithTheStacksAsBefore() {
        deployed();
        facade.aws.faults().account(TWO).fails("bucket not empty").times(1);
        OperationResult result = facade.finish(stackSet.removeInstances(
                r -> r.accounts(ONE, TWO).regions(VIRGINIA).deleteStacks()));
        facade.aws.calls().clear();

        facade.get(stackSet.retryFailed(result).outcome());

        assertThat(facade.aws.calls().of("DeleteStackInstances"))
                .singleElement()
                .satisfies(call -> assertThat(call.parameters()).containsEntry("RetainStacks", "false"));
        assertThat(facade.get(stackSet.listInstances(f -> f.account(TWO).region(VIRGINIA))
                        .toList()))
                .isEmpty();
    }

    @Test
    void retryFailed_untilNewRolesAreSeen_takesRoundsWithPauses() {
        facade.aws.faults().account(TWO).fails(TRUST).times(3);
        OperationResult result =
                facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
        facade.aws.calls().clear();

        List<OperationResult> rounds = facade.get(stackSet.retryFailed(
                        result,
                        r -> r.kind(FailureKind.ROLE_OR_PERMISSION).rounds(5).pause(Duration.ofMinutes(2)))
                .outcome());

        assertThat(rounds)
                .extracting(OperationResult::status)
                .containsExactly(OperationStatus.FAILED, OperationStatus.FAILED, OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().gaps("CreateStackInstances"))
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap).isGreaterThan(Duration.ofMinutes(2)));
    }

    @Test
    void retryFailed_ofOneKindOnly_leavesTheOthers() {
        facade.aws.faults().account(TWO).fails("ResourceLogicalId:B, ResourceStatusReason:no");
        OperationResult result =
                facade.finish(stackSet.deploy(d -> d.accounts(TWO).regions(VIRGINIA)));

        OperationSeries retry = stackSet.retryFailed(result, r -> r.kind(FailureKind.ROLE_OR_PERMISSION));

        assertThat(facade.get(retry.outcome())).isEmpty();
        assertThat(retry.operations()).isEmpty();
    }

    @Test
    void retryFailed_ofASuccess_doesNothing() {
        OperationResult result = deployed();

        assertThat(facade.get(stackSet.retryFailed(result).outcome())).isEmpty();
    }

    @Test
    void retryFailed_ofAnIncompleteResult_readsWhatIsMissing() {
        facade.aws.faults().account(TWO).fails("no role").times(1);
        facade.aws.faults().on("ListStackSetOperationResults").call(1).fails(403, "AccessDenied", "no");
        OperationResult result =
                facade.finish(stackSet.deploy(d -> d.accounts(TWO, THREE).regions(VIRGINIA)));
        assertThat(result.complete()).isFalse();

        List<OperationResult> results = facade.get(stackSet.retryFailed(result).outcome());

        assertThat(results)
                .singleElement()
                .satisfies(each -> assertThat(each.counts().succeeded()).isEqualTo(2));
    }

    @Test
    void retryFailed_ofDrift_isRefused() {
        deployed();
        OperationResult drift = facade.finish(stackSet.detectDrift(d -> {}));

        assertThatThrownBy(() -> stackSet.retryFailed(drift))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("start it again as a whole");
    }

    @Test
    void stoppedRetry_beginsNoFurtherOperation() {
        OperationResult result = failedRollout();
        facade.aws.faults().account(TWO).heals();
        OperationSeries retry = stackSet.retryFailed(result);

        retry.stop().join();
        List<OperationResult> results = facade.get(retry.outcome());

        assertThat(results)
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isEqualTo(OperationStatus.STOPPED));
    }

    @Test
    void retryFailed_ofUnits_namesTheUnitAndTheAccount() {
        try (Facade organized = new Facade(simulator -> simulator.organization(o -> o.managementAccount("111111111111")
                .ou("A", unit -> unit.accounts(2))
                .ou("B", unit -> unit.accounts(2))))) {
            Organization organization = organized.aws.organization();
            String inB = organization.accounts(organization.unit("B")).get(1);
            StackSet guardrails = organized.get(organized.stackSets.create(
                    "guardrails",
                    s -> s.serviceManaged()
                            .template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))));
            organized.aws.faults().account(inB).fails("no").times(1);
            OperationResult result = organized.finish(
                    guardrails.deploy(d -> d.organizationalUnits(organization.unit("A"), organization.unit("B"))
                            .regions(VIRGINIA)
                            .preferences(p -> p.failureToleranceCount(3))));
            organized.aws.calls().clear();

            organized.get(guardrails.retryFailed(result).outcome());

            assertThat(organized.aws.calls().of("CreateStackInstances"))
                    .singleElement()
                    .satisfies(call -> assertThat(call.parameters())
                            .containsEntry("DeploymentTargets.OrganizationalUnitIds.member.1", organization.unit("B"))
                            .containsEntry("DeploymentTargets.Accounts.member.1", inB)
                            .containsEntry("DeploymentTargets.AccountFilterType", "INTERSECTION")
                            .doesNotContainKey("DeploymentTargets.Accounts.member.2"));

            organized.get(guardrails
                    .deleteEverything(d -> d.deleteStacks().preferences(p -> p.maxConcurrentPercentage(100)))
                    .outcome());
            assertThatThrownBy(() -> organized.get(
                            organized.stackSets.stackSet("guardrails").describe()))
                    .hasCauseInstanceOf(StackSetNotFoundException.class);
        }
    }

    @Test
    void deleteEverything_takesOneRemovalAndTheStackSet() {
        deployed();

        List<OperationResult> removals =
                facade.get(stackSet.deleteEverything(d -> d.deleteStacks()).outcome());

        assertThat(removals)
                .singleElement()
                .satisfies(each -> assertThat(each.action()).isEqualTo(OperationAction.DELETE));
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.DELETED);
    }

    @Test
    void deleteEverything_ofNothing_succeeds() {
        assertThat(facade.get(stackSet.deleteEverything(d -> d.retainStacks()).outcome()))
                .isEmpty();
        assertThat(facade.get(facade.stackSets
                        .stackSet("never-was")
                        .deleteEverything(d -> d.retainStacks())
                        .outcome()))
                .isEmpty();
    }

    @Test
    void deleteEverything_thatLeavesInstances_saysWhichAndWhy() {
        deployed();
        facade.aws.faults().account(TWO).fails("bucket not empty");

        OperationSeries series =
                stackSet.deleteEverything(d -> d.deleteStacks().preferences(p -> p.failureToleranceCount(2)));

        assertThatThrownBy(() -> facade.get(series.outcome()))
                .cause()
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("stays: ")
                .hasMessageContaining(TWO)
                .hasMessageContaining("bucket not empty")
                .hasMessageContaining("retainStacks()");
        assertThat(facade.get(stackSet.deleteEverything(d -> d.retainStacks()).outcome()))
                .hasSize(1);
    }

    @Test
    void deleteEverything_whileAnotherOperationRuns_waitsForIt() {
        OperationHandle rollout = facade.deploying(stackSet);

        facade.get(stackSet.deleteEverything(d -> d.deleteStacks()).outcome());

        assertThat(rollout.outcome()).isCompleted();
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.DELETED);
    }

    @Test
    void deleteEverything_thatMeetsWorkAtTheEnd_looksAgain() {
        deployed();
        facade.aws
                .faults()
                .on("DeleteStackSet")
                .call(1)
                .fails(409, "StackSetNotEmptyException", "StackSet is not empty");
        facade.aws.faults().on("DeleteStackSet").call(2).fails(409, "OperationInProgressException", "busy");

        facade.get(stackSet.deleteEverything(d -> d.deleteStacks()).outcome());

        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(3);
    }

    @Test
    void deleteEverything_thatNeverSucceeds_givesUpTyped() {
        facade.aws
                .faults()
                .on("DeleteStackSet")
                .everyCall()
                .fails(409, "StackSetNotEmptyException", "StackSet is not empty");

        OperationSeries series = stackSet.deleteEverything(d -> d.deleteStacks());

        assertThatThrownBy(() -> facade.get(series.outcome())).hasCauseInstanceOf(StackSetNotEmptyException.class);
        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(5);
    }

    @Test
    void stoppedDeletion_keepsTheStackSetAndSaysSo() {
        deployed();
        OperationSeries series = stackSet.deleteEverything(d -> d.deleteStacks());

        series.stop().join();

        assertThatThrownBy(() -> facade.get(series.outcome()))
                .cause()
                .isInstanceOf(OperationStoppedException.class)
                .hasMessageContaining("stays: stopped as asked here");
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.ACTIVE);
    }

    @Test
    void closedClient_endsASeries() {
        OperationResult result = failedRollout();
        OperationSeries retry;
        try (StackSets another = facade.another()) {
            retry = another.stackSet(stackSet.nameOrId()).retryFailed(result);
        }
        assertThatThrownBy(() -> facade.get(retry.outcome())).hasCauseInstanceOf(OperationTrackingException.class);
    }

    @Test
    void waitUntilIdle_seesOperationsOfOthersEnd() {
        try (Facade managed = new Facade()) {
            StackSet set = managed.get(managed.stackSets.create(
                    "queueing",
                    s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))
                            .managedExecution(true)));
            try (StackSets other = managed.another()) {
                StackSet same = other.stackSet(set.nameOrId());
                OperationHandle running = same.deploy(d -> d.accounts(ONE).regions(VIRGINIA));
                OperationHandle queued =
                        same.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA));

                CompletableFuture<Void> idle = set.waitUntilIdle();
                assertThat(idle).isNotDone();
                managed.get(idle);

                assertThat(running.refresh().join().status()).isEqualTo(OperationStatus.SUCCEEDED);
                assertThat(managed.get(queued.refresh()).status().isTerminal()).isTrue();
            }
            assertThat(set.waitUntilIdle()).isCompleted();
        }
    }

    @Test
    void cancelledWaitUntilIdle_asksNothingMore() {
        facade.deploying(stackSet).detach();
        CompletableFuture<Void> idle = stackSet.waitUntilIdle();

        idle.cancel(true);
        facade.aws.calls().clear();
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(facade.aws.calls().all()).isEmpty();
    }

    private OperationResult deployed() {
        return facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO, THREE)
                .regions(VIRGINIA, IRELAND)
                .preferences(p -> p.failureToleranceCount(2).maxConcurrentCount(3))));
    }

    /** Account TWO fails in the first Region; the rest of it and the whole second Region are cancelled. */
    private OperationResult failedRollout() {
        facade.aws.faults().account(TWO).fails("no role");
        OperationResult result = facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO, THREE)
                .regions(VIRGINIA, IRELAND)
                .preferences(
                        p -> p.failureToleranceCount(0).maxConcurrentCount(2).regionOrder(VIRGINIA, IRELAND))));
        assertThat(result.failures()).isNotEmpty();
        assertThat(result.cancelled()).isNotEmpty();
        return result;
    }

    private OperationResult failedUpdate() {
        facade.aws.faults().account(TWO).fails("no role");
        OperationResult result = facade.finish(stackSet.update(u -> u.usePreviousValue("Password")
                .parameter("Level", "high")
                .capability(software.amazon.awssdk.services.cloudformation.model.Capability.CAPABILITY_NAMED_IAM)));
        return result;
    }

    private static Set<InstanceId> undone(OperationResult result) {
        Set<InstanceId> undone = new TreeSet<>();
        result.failures().forEach(each -> undone.add(each.instance()));
        result.cancelled().forEach(each -> undone.add(each.instance()));
        return undone;
    }

    /** Every pair that the calls named, from what went over the wire. */
    private static Set<InstanceId> named(List<Call> calls) {
        Set<InstanceId> named = new TreeSet<>();
        for (Call call : calls) {
            for (String account : members(call.parameters(), "Accounts.member.")) {
                members(call.parameters(), "Regions.member.")
                        .forEach(region -> named.add(new InstanceId(account, region)));
            }
        }
        return named;
    }

    private static Set<String> members(Map<String, String> parameters, String prefix) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.GuardrailException;
import dev.stacksets.error.PlanHaltedException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.guard.Approval;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanProgress;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.StackInstance;
import dev.stacksets.testing.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class PlanTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    private static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", PASSWORD)
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9));
        content.accept(desired);
        return desired.build();
    }

    private Plan plan(DesiredStackSet desired) {
        return facade.get(facade.stackSets.plan(desired));
    }

    private List<OperationResult> apply(Plan plan) {
        return facade.get(facade.stackSets
                .apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()))
                .outcome());
    }

    private static List<PlanAction> actions(Plan plan) {
        return plan.steps().stream().map(PlanStep::action).toList();
    }

    private Set<String> instances() {
        return facade.get(facade.stackSets.stackSet("baseline").listInstances().toList()).stream()
                .map(StackInstance::id)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    @Test
    void fromNothingToWhatIsWanted_andThenNothingIsLeftToDo() {
        DesiredStackSet wanted = desired(d -> d.group(
                        "high", g -> g.accounts(ONE).regions(VIRGINIA, IRELAND).overrides(o -> o.set("Level", "high")))
                .group("rest", g -> g.accounts(TWO, THREE).regions(VIRGINIA)));
        Plan plan = plan(wanted);
        assertThat(actions(plan)).containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE, PlanAction.CREATE);

        PlanExecution execution = facade.stackSets.apply(plan, Approval.of(plan.hash()));
        assertThat(facade.get(execution.outcome())).hasSize(2);

        assertThat(execution.progress().isDone()).isTrue();
        assertThat(execution.progress().instancesDone()).isEqualTo(4);
        assertThat(instances()).hasSize(4);
        int described = facade.aws.calls().count("DescribeStackInstance");
        Plan again = plan(wanted);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.notes()).anyMatch(note -> note.contains("Password"));
        // What the plan's own operations left behind need not be read.
        assertThat(facade.aws.calls().count("DescribeStackInstance")).isEqualTo(described);
    }

    @Test
    void planFromJson_inAnotherProcess_isTheSamePlan() {
        Plan plan = plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA))));
        Plan read = Plan.parse(plan.toJson());

        assertThat(read).isEqualTo(plan);
        assertThat(read.hash()).isEqualTo(plan.hash());
        assertThat(read.toJson()).doesNotContain(PASSWORD.reveal());
        assertThat(read.secretsNeeded()).singleElement().asString().startsWith("Password");
        assertThatThrownBy(() -> facade.stackSets.apply(read, Approval.of(read.hash())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Password");
        assertThatThrownBy(() -> read.withSecrets(Secret.of("another-password")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Password");

        try (StackSets elsewhere = facade.another()) {
            Plan complete = read.withSecrets(Secret.of("unrelated"), PASSWORD);
            facade.get(elsewhere.apply(complete, Approval.of(plan.hash())).outcome());
        }
        assertThat(instances()).hasSize(2);
    }

    @Test
    void noChangeOnTwoThousandInstances_takesAFewCallsAndNoOperation() {
        List<String> accounts = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> String.format("%012d", i))
                .toList();
        List<String> regions =
                IntStream.rangeClosed(1, 10).mapToObj(i -> "region-" + i).toList();
        DesiredStackSet wanted =
                desired(d -> d.group("all", g -> g.accounts(accounts).regions(regions))
                        .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100)));
        apply(plan(wanted));
        facade.aws.calls().clear();

        assertThat(plan(wanted).isEmpty()).isTrue();

        assertThat(facade.aws.calls().all()).hasSizeLessThanOrEqualTo(25);
        assertThat(instances()).hasSize(2_000);
    }

    @Test
    void changeOfOverrides_readsOneInstanceForAllOfAGroup_andTheInverseKnowsThemAll() {
        List<String> accounts = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> String.format("%012d", i))
                .toList();
        Function<String, DesiredStackSet> overridden = level -> desired(d -> d.group(
                "all", g -> g.accounts(accounts).regions(VIRGINIA, IRELAND).overrides(o -> o.set("Level", level))));
        apply(plan(overridden.apply("high")));
        facade.aws.calls().clear();

        Plan plan = plan(overridden.apply("low"));

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(PlanAction.OVERRIDE);
            assertThat(step.prior())
                    .singleElement()
                    .satisfies(prior -> assertThat(prior.overrides()).containsExactly(Map.entry("Level", "high")));
        });
        assertThat(facade.aws.calls().count("DescribeStackInstance")).isEqualTo(1);
        apply(plan);
        apply(plan.inverse());
        assertThat(FleetState.instances(facade.aws.asyncClient(), "baseline").values())
                .hasSize(40)
                .allSatisfy(each -> assertThat(FleetState.overrides(each)).containsExactly(Map.entry("Level", "high")));
    }

    /** What each instance has for a kept override is its own affair. */
    @Test
    void keptOverrides_areReadOneByOne() {
        DesiredStackSet keeping = desired(d ->
                d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA).overrides(o -> o.keep("Level"))));
        apply(plan(keeping));
        facade.aws.calls().clear();

        plan(desired(d ->
                d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA).overrides(o -> o.set("Level", "high")))));

        assertThat(facade.aws.calls().count("DescribeStackInstance")).isEqualTo(2);
    }

    @Test
    void change_reachesExactlyWhatDiffers() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA)))));
        facade.get(facade.stackSets
                .stackSet("baseline")
                .deploy(d -> d.accounts("999999999999").regions(VIRGINIA))
                .outcome());

        DesiredStackSet wanted = desired(d -> d.definition(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", PASSWORD)
                                .parameter("Level", "high")
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA, IRELAND)));
        Plan plan = plan(wanted);
        assertThat(plan.definitionChanges()).containsExactly("parameter Level: low -> high");
        apply(plan);

        Map<String, String> lastOperations =
                facade.get(facade.stackSets.stackSet("baseline").listInstances().toList()).stream()
                        .collect(Collectors.toMap(
                                instance -> instance.id().toString(),
                                instance -> instance.lastOperationId().orElse("")));
        assertThat(lastOperations).hasSize(6);
        assertThat(lastOperations.get(ONE + "/" + VIRGINIA))
                .startsWith("plan-" + plan.hash().substring(0, 16));
        assertThat(lastOperations.get(THREE + "/" + VIRGINIA))
                .doesNotContain(plan.hash().substring(0, 16));
        assertThat(lastOperations.get("999999999999/" + VIRGINIA))
                .doesNotContain(plan.hash().substring(0, 16));
        assertThat(plan(wanted).isEmpty()).isTrue();
    }

    @Test
    void foreignOperation_beforeTheFirstStep_makesThePlanStale() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA)))));
        Plan plan = plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA))));
        facade.get(facade.stackSets
                .stackSet("baseline")
                .updateInstances(
                        d -> d.operationId("someone-else").accounts(ONE).regions(VIRGINIA))
                .outcome());

        assertThatThrownBy(() -> apply(plan))
                .hasCauseInstanceOf(StalePlanException.class)
                .hasMessageContaining("someone-else");
        assertThat(instances()).hasSize(1);
    }

    /** It comes between two steps and holds the stack set while the next one is started. */
    @Test
    void foreignOperation_midway_haltsThePlanAndSaysWhatWasDone() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA)))));
        Plan plan = plan(desired(d -> d.group("a", g -> g.accounts(TWO).regions(VIRGINIA))
                .group("b", g -> g.accounts(ONE).regions(VIRGINIA))
                .group("c", g -> g.accounts(THREE).regions(IRELAND).overrides(o -> o.set("Level", "high")))));
        PlanExecution execution = facade.stackSets.apply(plan, Approval.of(plan.hash()));
        String first = facade.get(execution.operation(0)).orElseThrow().token().operationId();
        StackSet stackSet = facade.stackSets.stackSet("baseline");
        facade.aws
                .time()
                .runUntil(
                        () -> stackSet.describeOperation(first).join().status().isTerminal());
        var foreign = stackSet.updateInstances(
                u -> u.operationId("someone-else").accounts(ONE).regions(VIRGINIA));

        assertThatThrownBy(() -> facade.get(execution.outcome()))
                .cause()
                .isInstanceOfSatisfying(PlanHaltedException.class, halted -> {
                    assertThat(halted).hasMessageContaining("someone-else").hasMessageContaining("1 of 2 steps");
                    assertThat(halted.progress().steps())
                            .extracting(PlanProgress.Step::state)
                            .contains(PlanProgress.State.DONE);
                });
        facade.finish(foreign);
    }

    @Test
    void driftDetection_changesNothing_andIsWaitedFor() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA)))));
        Plan plan = plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA))));
        facade.stackSets.stackSet("baseline").detectDrift(d -> {});

        apply(plan);

        assertThat(instances()).hasSize(2);
    }

    @Test
    void failure_haltsWithWhatWasDoneAndWhatWasNot_andPlanningAgainHasWhatIsLeft() {
        facade.aws.faults().account(TWO).missesExecutionRole();
        DesiredStackSet wanted =
                desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA))
                        .group("high", g -> g.accounts(THREE).regions(IRELAND).overrides(o -> o.set("Level", "high")))
                        .preferences(p -> p.failureToleranceCount(0)));
        Plan plan = plan(wanted);

        assertThatThrownBy(() -> apply(plan)).cause().isInstanceOfSatisfying(PlanHaltedException.class, halted -> {
            assertThat(halted.progress().steps())
                    .extracting(PlanProgress.Step::state)
                    .containsExactly(PlanProgress.State.DONE, PlanProgress.State.FAILED, PlanProgress.State.NOT_BEGUN);
            assertThat(halted.progress().steps().get(1).undone()).hasSize(1);
            assertThat(halted).hasMessageContaining(TWO);
        });

        assertThat(actions(plan(wanted))).containsExactly(PlanAction.CREATE, PlanAction.CREATE);
    }

    @Test
    void retryPolicy_triesAgainWhatMayHeal() {
        facade.aws.faults().account(TWO).missesExecutionRole().times(1);
        Plan plan = plan(desired(d -> d.group(
                        "all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA))
                .preferences(p -> p.failureToleranceCount(0))
                .retry(r -> r.kind(FailureKind.ROLE_OR_PERMISSION).rounds(2))));

        PlanExecution execution = facade.stackSets.apply(plan, Approval.of(plan.hash()));
        List<OperationResult> results = facade.get(execution.outcome());

        assertThat(results).hasSizeGreaterThan(1);
        assertThat(execution.progress().isDone()).isTrue();
        assertThat(execution.progress().steps().get(1).undone()).isEmpty();
        assertThat(execution.operations().get(1).token().operationId()).contains("-s2-r1");
        assertThat(instances()).hasSize(3);
    }

    @Test
    void stop_endsThePlan() {
        Plan plan =
                plan(desired(d -> d.group("a", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA))
                        .group("b", g -> g.accounts(ONE).regions(IRELAND).overrides(o -> o.set("Level", "high")))
                        .preferences(p -> p.maxConcurrentCount(1))));
        PlanExecution execution = facade.stackSets.apply(plan, Approval.of(plan.hash()));
        facade.get(execution.operation(0));
        facade.aws.time().advance(java.time.Duration.ofSeconds(20));

        facade.get(execution.stop());

        assertThatThrownBy(() -> facade.get(execution.outcome()))
                .cause()
                .isInstanceOf(PlanHaltedException.class)
                .hasMessageContaining("stopped");
        assertThat(execution.operations()).hasSize(1);
    }

    @Test
    void inverse_takesEverythingBack() {
        DesiredStackSet before = desired(d ->
                d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA).overrides(o -> o.set("Level", "high"))));
        apply(plan(before));
        Plan plan = plan(desired(d -> d.definition(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE + "\n# new\n"))
                                .parameter("Password", PASSWORD)
                                .tag("Owner", "me")
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .group("all", g -> g.accounts(ONE, THREE).regions(VIRGINIA).overrides(o -> o.set("Level", "low")))
                .pruneDeletingStacks()));
        assertThat(actions(plan))
                .containsExactly(
                        PlanAction.REMOVE, PlanAction.CHANGE_DEFINITION, PlanAction.CREATE, PlanAction.OVERRIDE);
        apply(plan);

        Plan inverse = Plan.parse(plan.inverse().toJson());
        apply(inverse);

        assertThat(instances()).containsExactlyInAnyOrder(ONE + "/" + VIRGINIA, TWO + "/" + VIRGINIA);
        assertThat(facade.get(facade.stackSets.stackSet("baseline").describe()).templateBody())
                .contains(TEMPLATE);
        assertThat(facade.get(facade.stackSets.stackSet("baseline").describe()).tags())
                .isEmpty();
        assertThat(plan(before).isEmpty()).isTrue();
        assertThatThrownBy(inverse::inverse).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void planning_whileAnOperationIsAtWork_isRefused() {
        facade.deploying();

        assertThatThrownBy(() -> plan(desired(d -> {})))
                .hasCauseInstanceOf(StackSetsException.class)
                .hasMessageContaining("waitUntilIdle");
    }

    @Test
    void approvalOfAnotherPlan_isRefused() {
        Plan plan = plan(desired(d -> {}));

        assertThatThrownBy(() -> facade.stackSets.apply(plan, Approval.of("0000")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(plan.hash());
        assertThat(facade.aws.calls().all())
                .extracting(Call::action)
                .containsExactly("DescribeStackSet", "GetTemplateSummary");
    }

    @Test
    void deletes_needTheirOwnConsent() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA)))));
        Plan plan = plan(desired(
                d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA)).pruneDeletingStacks()));

        assertThatThrownBy(() -> facade.get(
                        facade.stackSets.apply(plan, Approval.of(plan.hash())).outcome()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(GuardrailException.class)
                .hasMessageContaining("allowDestroy");
        assertThat(instances()).hasSize(2);
        apply(plan);
        assertThat(instances()).hasSize(1);
    }
}

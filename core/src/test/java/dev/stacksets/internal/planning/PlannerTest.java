package dev.stacksets.internal.planning;

import static dev.stacksets.internal.planning.Fleets.account;
import static dev.stacksets.internal.planning.Fleets.desired;
import static dev.stacksets.internal.planning.Fleets.found;
import static dev.stacksets.internal.planning.Fleets.instance;
import static dev.stacksets.internal.planning.Fleets.plan;
import static dev.stacksets.internal.planning.Fleets.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.Overlap;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.UnknownValues;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.ParameterOverrides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<String, String> NONE = Map.of();

    @Test
    void nothingThere_createsStackSetAndInstances() {
        Plan plan = plan(
                desired(d ->
                        d.group("all", g -> g.accounts(account(1), account(2)).regions(region(1), region(2)))),
                Optional.empty(),
                List.of());

        assertThat(actions(plan)).containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE);
        assertThat(plan.operations()).isEqualTo(1);
        assertThat(plan.isFewest()).isTrue();
        assertThat(plan.creates()).isPresent();
        assertThat(plan.steps().get(1).instances())
                .containsExactly(new InstanceBlock(List.of(account(1), account(2)), List.of(region(1), region(2))));
        assertThat(plan.groups().get(0).changes(plan.steps())).isEqualTo(Map.of(PlanAction.CREATE, 4));
    }

    @Test
    void everythingAsItShouldBe_isEmpty() {
        Plan plan = plan(
                desired(d -> d.group("all", g -> g.accounts(account(1)).regions(region(1)))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(untouched(plan, Untouched.Reason.CURRENT)).isEqualTo(1);
        assertThat(plan.render()).contains("Nothing to do.");
    }

    @Test
    void onlyThePairsThatDiffer_areTouched() {
        Plan plan = plan(
                desired(d -> d.group(
                        "all",
                        g -> g.accounts(account(1), account(2), account(3)).regions(region(1), region(2)))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE),
                instance(2, 2, InstanceStatus.OUTDATED, NONE),
                instance(9, 9, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CREATE, PlanAction.CREATE, PlanAction.REPAIR);
        assertThat(plan.steps().stream().mapToInt(PlanStep::size).sum()).isEqualTo(5);
        assertThat(untouched(plan, Untouched.Reason.FOREIGN)).isEqualTo(1);
    }

    @Test
    void prune_removesFirst() {
        Plan plan = plan(
                desired(d -> d.group("all", g -> g.accounts(account(1)).regions(region(1)))
                        .pruneDeletingStacks()),
                found().build(),
                instance(2, 1, InstanceStatus.CURRENT, Map.of("Level", "high")));

        assertThat(actions(plan)).containsExactly(PlanAction.REMOVE, PlanAction.CREATE);
        assertThat(plan.steps().get(0).prior())
                .singleElement()
                .satisfies(prior -> assertThat(prior.overrides()).isEqualTo(Map.of("Level", "high")));
    }

    @Test
    void inoperableAndSuspended_areLeftWithAdvice() {
        Plan plan = plan(
                desired(d ->
                        d.group("all", g -> g.accounts(account(1), account(2)).regions(region(1)))),
                found().build(),
                instance(1, 1, InstanceStatus.INOPERABLE, NONE),
                instance(
                        2,
                        1,
                        InstanceStatus.OUTDATED,
                        DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT,
                        "op",
                        Optional.of(NONE)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(untouched(plan, Untouched.Reason.INOPERABLE)).isEqualTo(1);
        assertThat(untouched(plan, Untouched.Reason.SUSPENDED)).isEqualTo(1);
        assertThat(plan.render()).contains("Mend the cause");
    }

    @Test
    void newTemplate_reachesEverythingWantedInOneUpdate() {
        Plan plan = plan(
                desired(d ->
                        d.group("all", g -> g.accounts(account(1), account(2)).regions(region(1)))),
                found().templateBody(Optional.of("Resources: {}")).build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE),
                instance(2, 1, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CHANGE_DEFINITION);
        assertThat(update(plan, 0).targets()).isEmpty();
        assertThat(plan.definitionChanges()).singleElement().asString().startsWith("template: ");
        assertThat(plan.render()).doesNotContain("AWS::SNS::Topic");
    }

    /** A foreign instance must not be reached, though it is outdated afterwards. */
    @Test
    void newTemplate_withForeignInstances_namesTheWantedOnes() {
        Plan plan = plan(
                desired(d ->
                        d.group("all", g -> g.accounts(account(1), account(2)).regions(region(1), region(2)))),
                found().templateBody(Optional.of("Resources: {}")).build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE),
                instance(1, 2, InstanceStatus.CURRENT, NONE),
                instance(2, 1, InstanceStatus.CURRENT, NONE),
                instance(9, 1, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CHANGE_DEFINITION, PlanAction.ROLL_OUT, PlanAction.CREATE);
        assertThat(plan.steps().get(0).size() + plan.steps().get(1).size()).isEqualTo(3);
        assertThat(plan.steps().get(0).size()).isEqualTo(2);
        assertThat(untouched(plan, Untouched.Reason.FOREIGN)).isEqualTo(1);
    }

    @Test
    void newTemplateAndOverrides_touchEachInstanceOnce() {
        Plan plan = plan(
                desired(d -> d.group("a", g -> g.accounts(account(1)).regions(region(1)))
                        .group(
                                "b",
                                g -> g.accounts(account(2)).regions(region(1)).overrides(o -> o.set("Level", "high")))),
                found().templateBody(Optional.of("Resources: {}"))
                        .parameters(Map.of("Level", "low"))
                        .build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE),
                instance(2, 1, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CHANGE_DEFINITION, PlanAction.OVERRIDE);
        assertThat(plan.steps().get(0).instances().get(0).accounts()).containsExactly(account(1));
        assertThat(plan.steps().get(1).instances().get(0).accounts()).containsExactly(account(2));
        assertThat(plan.steps().get(1).prior()).hasSize(1);
        assertThat(plan.steps().get(0).mark()).isNotEqualTo(plan.steps().get(1).mark());
    }

    @Test
    void descriptionOnly_isBroughtToOneInstanceThatIsWorkedOnAnyway() {
        Plan plan = plan(
                desired(d -> d.definition(
                                "base",
                                s -> s.template(TemplateSource.inline(Fleets.TEMPLATE))
                                        .description("new"))
                        .group("all", g -> g.accounts(account(1), account(2)).regions(region(1)))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE),
                instance(2, 1, InstanceStatus.OUTDATED, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CHANGE_DEFINITION);
        assertThat(plan.steps().get(0).instances().get(0).accounts()).containsExactly(account(2));
        assertThat(update(plan, 0).parameters()).isEmpty();
    }

    @Test
    void managedExecution_isSwitchedByItselfAndLast() {
        Plan plan = plan(
                desired(d -> d.definition(
                                "base",
                                s -> s.template(TemplateSource.inline("Resources: {B: {}}"))
                                        .managedExecution(true))
                        .group("all", g -> g.accounts(account(1), account(2)).regions(region(1)))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan))
                .containsExactly(PlanAction.CHANGE_DEFINITION, PlanAction.CREATE, PlanAction.SWITCH_MANAGED_EXECUTION);
        assertThat(update(plan, 0).managedExecution()).isEmpty();
        assertThat(update(plan, 2).managedExecution()).contains(true);
        assertThat(plan.steps().get(2).size()).isEqualTo(1);
    }

    @Test
    void changeWhereNobodyIsNamed_isRefused() {
        assertThatThrownBy(() -> plan(
                        desired(d -> {}),
                        found().templateBody(Optional.of("Resources: {}")).build(),
                        instance(1, 1, InstanceStatus.CURRENT, NONE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void changeWhereOnlyNewOnesAreNamed_isBroughtToThose() {
        Plan plan = plan(
                desired(d -> d.group("all", g -> g.accounts(account(1)).regions(region(1)))),
                found().templateBody(Optional.of("Resources: {}")).build(),
                instance(9, 1, InstanceStatus.CURRENT, NONE));

        assertThat(actions(plan)).containsExactly(PlanAction.CREATE, PlanAction.CHANGE_DEFINITION);
        assertThat(plan.steps().get(1).instances())
                .isEqualTo(plan.steps().get(0).instances());
        assertThat(plan.notes()).anyMatch(note -> note.contains("twice"));
    }

    @Test
    void overrides_areSentByWhatTheyChangeTo() {
        Plan plan = plan(
                desired(d -> d.group(
                        "all",
                        g -> g.accounts(account(1), account(2), account(3))
                                .regions(region(1))
                                .overrides(o -> o.set("Level", "high")))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, Map.of("Level", "high")),
                instance(2, 1, InstanceStatus.CURRENT, Map.of("Level", "low")),
                instance(3, 1, InstanceStatus.CURRENT, Map.of("Level", "high", "Other", "x")));

        assertThat(actions(plan)).containsExactly(PlanAction.OVERRIDE);
        InstanceUpdateSpec update =
                (InstanceUpdateSpec) plan.steps().get(0).operation().orElseThrow();
        assertThat(plan.steps().get(0).instances().get(0).accounts()).containsExactly(account(2), account(3));
        assertThat(update.overrides()).isEqualTo(ParameterOverrides.exactly(o -> o.set("Level", "high")));
        assertThat(plan.steps().get(0).prior()).hasSize(2);
    }

    @Test
    void secretOverrides_thatAwsMasks_areKeptUnlessSent() {
        var wanted = desired(d -> d.group(
                "all",
                g -> g.accounts(account(1))
                        .regions(region(1))
                        .overrides(o -> o.set("Password", Secret.of("hunter22")).set("Level", "high"))));
        var there = instance(1, 1, InstanceStatus.CURRENT, Map.of("Password", "****", "Level", "low"));

        Plan kept = plan(wanted, found().build(), there);
        Plan sent = plan(
                desired(d -> d.group(wanted.groups().get(0)).unknownValues(UnknownValues.SEND)),
                found().build(),
                there);

        assertThat(overrides(kept).get("Password")).isEqualTo(ParameterValue.previous());
        assertThat(overrides(sent).get("Password")).isInstanceOf(ParameterValue.Withheld.class);
        assertThat(sent.toJson()).doesNotContain("hunter22").contains("secret");
        assertThat(sent.render()).doesNotContain("hunter22");
        assertThat(sent.toString()).doesNotContain("hunter22");
    }

    @Test
    void groupsThatOverlap_areRefusedUnlessTheyAgreeOrTheLastWins() {
        var high = desired(d -> d.group("a", g -> g.accounts(account(1)).regions(region(1)))
                .group("b", g -> g.accounts(account(1)).regions(region(1)).overrides(o -> o.set("Level", "high"))));

        assertThatThrownBy(() -> plan(high, Optional.empty(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'a' and 'b'")
                .hasMessageContaining(account(1) + "/" + region(1));
        Plan last = plan(
                desired(d -> d.group(high.groups().get(0))
                        .group(high.groups().get(1))
                        .overlap(Overlap.LAST_WINS)),
                Optional.empty(),
                List.of());
        assertThat(((DeploymentSpec) last.steps().get(1).operation().orElseThrow()).overrides())
                .isEqualTo(ParameterOverrides.exactly(o -> o.set("Level", "high")));
    }

    /** What an operation of ours left behind need not be read again. */
    @Test
    void overridesThatTheLastOperationNames_areNotRead() {
        var wanted = desired(d -> d.group(
                "all",
                g -> g.accounts(account(1), account(2)).regions(region(1)).overrides(o -> o.set("Level", "high"))));
        Plan first = plan(wanted, Optional.empty(), List.of());
        String id = new OperationIds(first).step(1);
        var ours = instance(1, 1, InstanceStatus.CURRENT, DetailedStatus.SUCCEEDED, id, Optional.empty());
        var failed = instance(2, 1, InstanceStatus.CURRENT, DetailedStatus.FAILED, id, Optional.empty());

        assertThat(new Situation(wanted, Fleets.resolved(wanted), List.of(ours, failed)).unread())
                .containsExactly(failed.id());
    }

    private static List<PlanAction> actions(Plan plan) {
        return plan.steps().stream().map(PlanStep::action).toList();
    }

    private static int untouched(Plan plan, Untouched.Reason reason) {
        return plan.untouched().stream()
                .filter(each -> each.reason() == reason)
                .mapToInt(Untouched::size)
                .sum();
    }

    private static StackSetUpdateSpec update(Plan plan, int step) {
        return (StackSetUpdateSpec) plan.steps().get(step).operation().orElseThrow();
    }

    private static Map<String, ParameterValue> overrides(Plan plan) {
        InstanceUpdateSpec update =
                (InstanceUpdateSpec) plan.steps().get(0).operation().orElseThrow();
        return ((ParameterOverrides.Exactly) update.overrides()).values();
    }
}

package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanProgress;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.Untouched;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.organization.Organization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** Plans of stack sets that follow the organization: which units are targets, whoever is in them. */
class PlanTargetsTest {
    private static final String MANAGEMENT = "111111111111";

    private final Facade facade = new Facade(simulator -> simulator.organization(o -> o.managementAccount(MANAGEMENT)
            .ou("Workloads", ou -> ou.ou("Prod", prod -> prod.accounts(2)).ou("Dev", dev -> dev.accounts(2)))
            .ou("Empty", ou -> {})
            .ou("Other", ou -> ou.accounts(1))));
    private final Organization organization = facade.aws.organization();
    private final String workloads = organization.unit("Workloads");
    private final String prod = organization.unit("Workloads/Prod");
    private final String dev = organization.unit("Workloads/Dev");
    private final String empty = organization.unit("Empty");
    private final String other = organization.unit("Other");
    private final StackSets stackSets = stackSets(Guardrails.builder().build());

    @AfterEach
    void close() {
        stackSets.close();
        facade.close();
    }

    private StackSets stackSets(Guardrails guardrails) {
        return StackSets.builder()
                .client(facade.aws.asyncClient(MANAGEMENT, Region.US_EAST_1))
                .timeSource(facade.aws.time())
                .caller(facade.aws.caller())
                .callbackExecutor(Runnable::run)
                .guardrails(guardrails)
                .unitDirectory(members())
                .build();
    }

    private UnitDirectory members() {
        return asked -> {
            Map<String, Set<String>> members = new HashMap<>();
            asked.forEach(unit -> {
                Set<String> accounts = new TreeSet<>(organization.accounts(unit));
                if (unit.equals(workloads)) {
                    accounts.addAll(organization.accounts(prod));
                    accounts.addAll(organization.accounts(dev));
                }
                members.put(unit, accounts);
            });
            return CompletableFuture.completedFuture(members);
        };
    }

    private static DesiredStackSet desired(AutoDeployment auto, Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "topics",
                        s -> s.template(TemplateSource.inline("""
                                        Parameters: {Level: {Type: String, Default: low}}
                                        Resources: {A: {Type: AWS::SNS::Topic}}
                                        """))
                                .serviceManaged()
                                .autoDeployment(auto))
                .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100));
        content.accept(desired);
        return desired.build();
    }

    private static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        return desired(AutoDeployment.retainingStacks(), content);
    }

    private static DesiredStackSet units(String... units) {
        return desired(d -> d.group("all", g -> g.organizationalUnits(units).regions(VIRGINIA, IRELAND)));
    }

    private Plan plan(DesiredStackSet desired) {
        return facade.get(stackSets.plan(desired));
    }

    /** On its way as JSON. */
    private List<OperationResult> apply(Plan plan) {
        return facade.get(stackSets
                .apply(Plan.parse(plan.toJson()), Approval.of(plan.hash()).allowDestroy(plan.hash()))
                .outcome());
    }

    /** Applies it, and shows that it led to what is wanted. */
    private Plan applied(DesiredStackSet desired) {
        Plan plan = plan(desired);
        apply(plan);
        assertThat(plan(desired).steps()).isEmpty();
        return plan;
    }

    private static List<PlanAction> actions(Plan plan) {
        return plan.steps().stream().map(PlanStep::action).toList();
    }

    private static Targets targets(PlanStep step) {
        return step.operation()
                .map(spec -> spec instanceof DeploymentSpec deployment
                        ? deployment.targets()
                        : ((InstanceRemovalSpec) spec).targets())
                .orElseThrow();
    }

    private Map<String, Set<String>> targets() {
        Map<String, Set<String>> targets = new TreeMap<>();
        facade.get(stackSets.stackSet("topics").listAutoDeploymentTargets().toList())
                .forEach(target -> targets.put(target.organizationalUnit(), target.regions()));
        return targets;
    }

    private List<StackInstance> instances() {
        return facade.get(stackSets.stackSet("topics").listInstances().toList());
    }

    private Set<String> accounts() {
        return instances().stream().map(instance -> instance.id().account()).collect(Collectors.toSet());
    }

    private Map<String, String> lastOperations() {
        return instances().stream()
                .collect(Collectors.toMap(
                        instance -> instance.id().toString(),
                        instance -> instance.lastOperationId().orElse("")));
    }

    private void join(String unit) {
        organization.createAccount(unit);
        facade.aws.time().runUntilIdle();
    }

    @Test
    void emptyUnit_becomesATarget_andAnAccountThatJoinsGetsTheStack() {
        DesiredStackSet wanted = units(empty);
        Plan plan = plan(wanted);

        assertThat(actions(plan)).containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.ADD_TARGETS);
        assertThat(plan.isFewest()).isTrue();
        assertThat(plan.steps().get(1).size()).isZero();
        assertThat(facade.get(stackSets.violations(plan))).isEmpty();
        assertThat(plan.notes())
                .containsExactly("Accounts that join " + empty
                        + " later get the stack in eu-west-1, us-east-1 by automatic deployment.");
        assertThat(plan.render())
                .contains("make units targets; units " + empty + " in eu-west-1, us-east-1")
                .contains("all: 0 instances, its units have no accounts yet");
        assertThat(plan.renderHtml()).contains("make units targets").contains(empty);
        assertThat(Plan.parse(plan.toJson())).isEqualTo(plan);

        apply(plan);
        assertThat(targets()).containsExactly(Map.entry(empty, Set.of(VIRGINIA, IRELAND)));
        assertThat(plan(wanted).steps()).isEmpty();
        assertThat(plan(wanted).render()).contains("Nothing to do.");

        join(empty);
        assertThat(instances()).hasSize(2);
        assertThat(plan(wanted).steps()).isEmpty();
    }

    @Test
    void emptyUnit_besideOthers_takesNoOperationOfItsOwn() {
        Plan plan = plan(units(empty, prod, other));

        assertThat(actions(plan)).containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE);
        assertThat(plan.isFewest()).isTrue();
        assertThat(((Targets.Units) targets(plan.steps().get(1))).units())
                .containsExactlyInAnyOrder(empty, prod, other);
        apply(plan);
        assertThat(targets().keySet()).containsExactlyInAnyOrder(empty, prod, other);
        assertThat(instances()).hasSize(6);
        assertThat(plan(units(empty, prod, other)).steps()).isEmpty();
    }

    @Test
    void emptyUnit_inMoreRegionsThanInstancesAreCreatedIn_becomesATargetInAll() {
        DesiredStackSet wanted =
                desired(d -> d.group("some", g -> g.organizationalUnits(prod).regions(VIRGINIA))
                        .group("none yet", g -> g.organizationalUnits(empty).regions(VIRGINIA, IRELAND)));

        Plan plan = applied(wanted);

        assertThat(actions(plan))
                .containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE, PlanAction.ADD_TARGETS);
        assertThat(plan.isFewest()).isTrue();
        assertThat(targets()).containsEntry(empty, Set.of(VIRGINIA, IRELAND)).containsEntry(prod, Set.of(VIRGINIA));
    }

    @Test
    void unitsReplacedByTheirParent_makeItTheTarget_andTouchNoInstance() {
        applied(units(prod, dev));
        Map<String, String> before = lastOperations();

        Plan plan = applied(units(workloads));

        assertThat(actions(plan)).containsExactly(PlanAction.ADD_TARGETS);
        assertThat(plan.isFewest()).isTrue();
        assertThat(targets().keySet()).containsExactlyInAnyOrder(workloads, prod, dev);
        assertThat(lastOperations()).isEqualTo(before);
        assertThat(plan.notes())
                .anyMatch(note -> note.startsWith("Accounts that join " + workloads + " later get the stack"))
                .anyMatch(note -> note.contains("though no group names the unit") && note.contains("prune"));

        join(workloads);
        assertThat(instances()).hasSize(10);
        assertThat(plan(units(workloads)).steps()).isEmpty();
    }

    @Test
    void unitsReplacedByTheirParent_withPruning_stayTargetsWhileTheirInstancesDo() {
        applied(units(prod, dev));
        Map<String, String> before = lastOperations();

        Plan plan = applied(desired(d -> d.group(
                        "all", g -> g.organizationalUnits(workloads).regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks()));

        assertThat(actions(plan)).containsExactly(PlanAction.ADD_TARGETS);
        assertThat(lastOperations()).isEqualTo(before);
        assertThat(plan.notes()).anyMatch(note -> note.contains("AWS keeps it a target while instances stay"));
    }

    @Test
    void parentReplacedByItsUnits_stopsBeingOneOnlyWithItsInstances() {
        applied(units(workloads));
        DesiredStackSet wanted = desired(d -> d.group(
                        "all", g -> g.organizationalUnits(prod, dev).regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks());

        Plan plan = applied(wanted);

        assertThat(actions(plan)).containsExactly(PlanAction.ADD_TARGETS);
        assertThat(targets().keySet()).containsExactlyInAnyOrder(workloads, prod, dev);
    }

    @Test
    void unitNoLongerNamed_withoutPruning_staysATarget_andThatIsSaid() {
        applied(units(prod, other));

        Plan plan = plan(units(prod));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .contains("Accounts that join " + other
                        + " get the stack in eu-west-1, us-east-1, though no group names the unit: it stays a target of "
                        + "automatic deployment until pruneDeletingStacks() or pruneRetainingStacks() lets it go.");
    }

    @Test
    void unitNoLongerNamed_withPruning_goesWithItsInstances() {
        applied(units(prod, other));

        Plan plan = applied(desired(d -> d.group(
                        "all", g -> g.organizationalUnits(prod).regions(VIRGINIA, IRELAND))
                .pruneRetainingStacks()));

        assertThat(actions(plan)).containsExactly(PlanAction.REMOVE);
        assertThat(targets().keySet()).containsExactly(prod);
        join(other);
        assertThat(accounts()).hasSize(2);
    }

    @Test
    void emptyUnitNoLongerNamed_withPruning_isDropped_andAnAccountThatJoinsGetsNothing() {
        applied(units(prod, empty));
        Map<String, String> before = lastOperations();

        Plan plan = plan(desired(d -> d.group(
                        "all", g -> g.organizationalUnits(prod).regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks()));

        assertThat(actions(plan)).containsExactly(PlanAction.DROP_TARGETS);
        assertThat(plan.isFewest()).isTrue();
        assertThat(plan.render())
                .contains("drop units as targets; units " + empty)
                .doesNotContain("DELETED");
        assertThat(facade.get(stackSets.violations(plan))).isEmpty();
        apply(plan);
        assertThat(targets().keySet()).containsExactly(prod);
        join(empty);
        assertThat(lastOperations()).isEqualTo(before);
    }

    @Test
    void unitLeftInOneRegion_withPruning_isNoTargetThereOnly() {
        applied(units(empty));

        applied(desired(d -> d.group("all", g -> g.organizationalUnits(empty).regions(IRELAND))
                .pruneDeletingStacks()));

        assertThat(targets()).containsExactly(Map.entry(empty, Set.of(IRELAND)));
    }

    @Test
    void unitThatIsEmptiedThoughItIsWanted_becomesATargetAgain() {
        applied(units(other, prod));
        String only = organization.accounts(other).get(0);

        Plan plan = applied(desired(d -> d.group(
                        "rest",
                        g -> g.targets(Targets.organizationalUnits(other, prod).difference(only))
                                .regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks()));

        assertThat(actions(plan)).containsExactly(PlanAction.REMOVE, PlanAction.ADD_TARGETS);
        assertThat(targets(plan.steps().get(1)))
                .isEqualTo(Targets.organizationalUnits(other).difference(only));
        assertThat(accounts()).hasSize(2).doesNotContain(only);
        assertThat(targets().keySet()).containsExactlyInAnyOrder(other, prod);
    }

    @Test
    void groupOfListedAccounts_asksForNoTarget_andLetsBeOneThatIsThere() {
        String first = organization.accounts(prod).get(0);
        DesiredStackSet wanted = desired(d -> d.group(
                        "one",
                        g -> g.targets(Targets.organizationalUnits(prod).intersection(first))
                                .regions(VIRGINIA))
                .pruneDeletingStacks());

        Plan plan = applied(wanted);

        assertThat(plan.groups().get(0).units()).isEmpty();
        assertThat(plan.notes())
                .anyMatch(note -> note.startsWith("Accounts that join " + prod + " later may get the stack")
                        && note.contains("ignores account filters"));
        assertThat(targets().keySet()).containsExactly(prod);
        DesiredStackSet nobody = desired(d -> d.group(
                "none",
                g -> g.targets(Targets.organizationalUnits(empty).intersection(first))
                        .regions(VIRGINIA)));
        Plan ofNobody = plan(nobody);
        assertThat(ofNobody.steps()).isEmpty();
        assertThat(facade.get(stackSets.violations(ofNobody)))
                .extracting(Violation::guardrail)
                .containsExactly(Guardrail.EMPTY_TARGETS);
    }

    @Test
    void automaticDeploymentOff_leavesTargetsAlone_andSaysThatNobodyJoins() {
        DesiredStackSet off = desired(
                AutoDeployment.disabled(),
                d -> d.group("all", g -> g.organizationalUnits(empty, prod).regions(VIRGINIA)));
        Plan plan = applied(off);
        assertThat(actions(plan)).containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE);
        assertThat(plan.notes()).anyMatch(note -> note.startsWith("Automatic deployment is off"));
        Plan ofNobody = plan(desired(
                AutoDeployment.disabled(),
                d -> d.group("all", g -> g.organizationalUnits(empty).regions(VIRGINIA))));
        assertThat(facade.get(stackSets.violations(ofNobody)))
                .extracting(Violation::guardrail)
                .containsExactly(Guardrail.EMPTY_TARGETS);

        Plan on = applied(desired(
                d -> d.group("all", g -> g.organizationalUnits(empty, prod).regions(VIRGINIA))));

        assertThat(actions(on)).containsExactly(PlanAction.CHANGE_DEFINITION, PlanAction.ADD_TARGETS);
        assertThat(targets().keySet()).containsExactlyInAnyOrder(empty, prod);
    }

    @Test
    void overridesOfAGroup_areNotWhatAccountsThatJoinGet_andThatIsSaid() {
        DesiredStackSet wanted = desired(d -> d.group(
                "high", g -> g.organizationalUnits(empty).regions(VIRGINIA).overrides(o -> o.set("Level", "high"))));
        Plan plan = applied(wanted);
        assertThat(plan.notes())
                .anyMatch(note -> note.contains("without the overrides of group 'high' until they are planned for"));

        join(empty);

        assertThat(actions(applied(wanted))).containsExactly(PlanAction.OVERRIDE);
    }

    @Test
    void inverse_dropsWhatWasAdded_andAddsWhatWasDropped() {
        applied(units(prod, empty));
        Plan plan = plan(desired(d -> d.group(
                        "all", g -> g.organizationalUnits(prod, other).regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks()));
        apply(plan);
        assertThat(targets().keySet()).containsExactlyInAnyOrder(prod, other);

        apply(plan.inverse());

        assertThat(targets().keySet()).containsExactlyInAnyOrder(prod, empty);
        assertThat(accounts()).hasSize(2);
    }

    @Test
    void protectedUnit_isNeitherMadeATargetNorDropped() {
        try (StackSets guarded =
                stackSets(Guardrails.builder().protectedUnits(Set.of(empty)).build())) {
            Plan adds = plan(units(empty));
            assertThat(facade.get(guarded.violations(adds)))
                    .extracting(Violation::guardrail)
                    .containsExactly(Guardrail.PROTECTED_UNITS);
            apply(adds);
            Plan drops = plan(desired(d -> d.group(
                            "all", g -> g.organizationalUnits(other).regions(VIRGINIA, IRELAND))
                    .pruneDeletingStacks()));
            assertThat(actions(drops)).containsExactly(PlanAction.DROP_TARGETS, PlanAction.CREATE);
            assertThat(facade.get(guarded.violations(drops)))
                    .extracting(Violation::guardrail)
                    .containsExactly(Guardrail.PROTECTED_UNITS);
        }
    }

    @Test
    void manyUnits_areSplitOverOperations_andThatIsKnownToBeTheFewest() {
        String[] many = new String[120];
        for (int i = 0; i < many.length; i++) {
            many[i] = organization.createUnit(empty, "unit" + i);
        }

        Plan plan = applied(units(many));

        assertThat(actions(plan))
                .containsExactly(
                        PlanAction.CREATE_STACK_SET,
                        PlanAction.ADD_TARGETS,
                        PlanAction.ADD_TARGETS,
                        PlanAction.ADD_TARGETS);
        assertThat(plan.isFewest()).isTrue();
        assertThat(targets()).hasSize(many.length);
    }

    @Test
    void suspendedAccount_isPassedOver_andNotCountedAsDone() {
        String suspended = organization.accounts(prod).get(0);
        organization.suspend(suspended);
        Plan plan = plan(units(prod, other));

        PlanExecution execution = stackSets.apply(plan, Approval.of(plan.hash()));
        OperationResult result = facade.get(execution.outcome()).get(0);

        assertThat(result.counts()).isEqualTo(new InstanceCounts(0, 0, 4, 0, 0, 2));
        assertThat(result.skipped())
                .extracting(skipped -> skipped.account() + " " + skipped.outcome() + " " + skipped.kind())
                .containsExactly(suspended + " SKIPPED ACCOUNT_SUSPENDED", suspended + " SKIPPED ACCOUNT_SUSPENDED");
        PlanProgress progress = execution.progress();
        assertThat(progress.instances()).isEqualTo(6);
        assertThat(progress.instancesDone()).isEqualTo(4);
        assertThat(progress.summary())
                .isEqualTo(
                        "2 of 2 steps are done; step 2 (create) is done and passed over 2 instances in suspended accounts");
        assertThat(plan(units(prod, other)).untouched())
                .anyMatch(left -> left.reason() == Untouched.Reason.SUSPENDED && left.size() == 2);
    }
}

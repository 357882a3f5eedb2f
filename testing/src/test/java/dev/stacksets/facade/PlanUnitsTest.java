package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.guard.Approval;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.organization.Organization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** Plans of service-managed stack sets: whole units are named, exactly the accounts that are meant are touched. */
class PlanUnitsTest {
    private static final int UNITS = 60;

    private final Facade facade = new Facade(simulator -> simulator.organization(o -> {
        o.managementAccount("111111111111");
        IntStream.range(0, UNITS).forEach(i -> o.ou("unit" + i, unit -> unit.accounts(2)));
    }));
    private final Organization organization = facade.aws.organization();
    private final List<String> units = IntStream.range(0, UNITS)
            .mapToObj(i -> organization.unit("unit" + i))
            .toList();
    private final StackSets stackSets = stackSets(members());

    @AfterEach
    void close() {
        stackSets.close();
        facade.close();
    }

    private StackSets stackSets(UnitDirectory directory) {
        return StackSets.builder()
                .client(facade.aws.asyncClient("111111111111", Region.US_EAST_1))
                .timeSource(facade.aws.time())
                .caller(facade.aws.caller())
                .callbackExecutor(Runnable::run)
                .unitDirectory(directory)
                .build();
    }

    private UnitDirectory members() {
        return asked -> {
            Map<String, Set<String>> members = new HashMap<>();
            asked.forEach(unit -> members.put(unit, Set.copyOf(organization.accounts(unit))));
            return CompletableFuture.completedFuture(members);
        };
    }

    private static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "topics",
                        s -> s.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}"))
                                .serviceManaged()
                                .autoDeployment(AutoDeployment.disabled()))
                .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100));
        content.accept(desired);
        return desired.build();
    }

    private void apply(Plan plan) {
        facade.get(stackSets
                .apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()))
                .outcome());
    }

    private Plan plan(DesiredStackSet desired) {
        return facade.get(stackSets.plan(desired));
    }

    @Test
    void moreUnitsThanOneOperationTakes_areSplit_andThatIsKnownToBeTheFewest() {
        DesiredStackSet wanted = desired(d -> d.group(
                "all", g -> g.targets(Targets.organizationalUnits(units)).regions(VIRGINIA)));
        Plan plan = plan(wanted);

        assertThat(plan.steps())
                .extracting(PlanStep::action)
                .containsExactly(PlanAction.CREATE_STACK_SET, PlanAction.CREATE, PlanAction.CREATE);
        assertThat(plan.isFewest()).isTrue();
        assertThat(plan.steps().subList(1, 3)).allSatisfy(step -> {
            DeploymentSpec deployment = (DeploymentSpec) step.operation().orElseThrow();
            assertThat(((Targets.Units) deployment.targets()).units()).hasSizeLessThanOrEqualTo(50);
        });
        apply(plan);
        assertThat(facade.get(stackSets.stackSet("topics").listInstances().toList()))
                .hasSize(2 * UNITS);
        assertThat(plan(wanted).isEmpty()).isTrue();
        assertThatThrownBy(() -> stackSets
                        .stackSet("topics")
                        .deploy(d ->
                                d.targets(Targets.organizationalUnits(units)).regions(VIRGINIA)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("StackSets.plan");
    }

    @Test
    void accountsOfAUnit_areRemovedByTheirUnit_andNoOthers() {
        String leaving = organization.accounts(units.get(0)).get(0);
        apply(plan(desired(d -> d.group(
                "some", g -> g.organizationalUnits(units.get(0), units.get(1)).regions(VIRGINIA, IRELAND)))));

        Plan plan = plan(desired(d -> d.group(
                        "some",
                        g -> g.targets(Targets.organizationalUnits(units.get(0), units.get(1))
                                        .difference(leaving))
                                .regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks()));

        assertThat(plan.steps())
                .singleElement()
                .satisfies(step -> assertThat(
                                ((InstanceRemovalSpec) step.operation().orElseThrow()).targets())
                        .isEqualTo(Targets.organizationalUnits(units.get(0)).intersection(leaving)));
        apply(plan);
        assertThat(facade.get(stackSets.stackSet("topics").listInstances().toList()))
                .hasSize(6)
                .noneMatch(instance -> instance.id().account().equals(leaving));
    }

    @Test
    void accountThatJoins_isWhatANewPlanAdds() {
        DesiredStackSet wanted = desired(
                d -> d.group("some", g -> g.organizationalUnits(units.get(0)).regions(VIRGINIA)));
        apply(plan(wanted));
        String joined = organization.createAccount(units.get(0));

        Plan plan = plan(wanted);

        assertThat(plan.steps())
                .singleElement()
                .satisfies(
                        step -> assertThat(step.instances().get(0).accounts()).containsExactly(joined));
    }

    @Test
    void directoryThatFails_orIsNotThere_isSaid() {
        DesiredStackSet wanted = desired(
                d -> d.group("some", g -> g.organizationalUnits(units.get(0)).regions(VIRGINIA)));

        try (StackSets failing = stackSets(UnitDirectory.of(Map.of()))) {
            assertThatThrownBy(() -> facade.get(failing.plan(wanted)))
                    .hasCauseInstanceOf(StackSetsException.class)
                    .hasMessageContaining(units.get(0));
        }
        assertThatThrownBy(() -> facade.stackSets.plan(wanted))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unitDirectory");
    }
}

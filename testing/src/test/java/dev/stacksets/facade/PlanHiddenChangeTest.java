package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.target.ParameterOverrides;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A changed parameter does not reach an instance that overrides it, and a plan says so. */
class PlanHiddenChangeTest {
    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low}
              Size: {Type: String, Default: small}
            Resources: {A: {Type: AWS::SNS::Topic}}
            """;

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    private static DesiredStackSet desired(String level, Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "base", d -> d.template(TemplateSource.inline(TEMPLATE)).parameter("Level", level))
                .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100));
        content.accept(desired);
        return desired.build();
    }

    private static DesiredStackSet desired(String level, Collection<String> accounts, String... regions) {
        return desired(level, d -> d.group("all", g -> g.accounts(accounts).regions(regions)));
    }

    private static List<String> accounts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format("%012d", i))
                .toList();
    }

    private Plan plan(DesiredStackSet desired) {
        facade.aws.calls().clear();
        return facade.get(facade.stackSets.plan(desired));
    }

    private Plan applied(DesiredStackSet desired) {
        Plan plan = plan(desired);
        facade.get(facade.stackSets.apply(plan, Approval.of(plan.hash())).outcome());
        return plan;
    }

    private StackSet byHand(Collection<String> accounts, String... regions) {
        StackSet stackSet = facade.stackSets
                .create("base", d -> d.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "low"))
                .join();
        facade.finish(stackSet.deploy(d -> d.accounts(accounts)
                .regions(List.of(regions))
                .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100))));
        return stackSet;
    }

    private void overridden(StackSet stackSet, Collection<String> accounts, String parameter) {
        facade.finish(stackSet.updateInstances(
                u -> u.accounts(accounts).regions(VIRGINIA).overrides(o -> o.set(parameter, "mine"))));
    }

    private int described() {
        return facade.aws.calls().count("DescribeStackInstance");
    }

    private static List<String> hidden(Plan plan) {
        return plan.notes().stream()
                .filter(note -> note.startsWith("The change of parameter"))
                .toList();
    }

    @Test
    void importedInstance_thatOverridesWhatChanges_isNamed() {
        StackSet stackSet = byHand(List.of(ONE, TWO), VIRGINIA, IRELAND);
        overridden(stackSet, List.of(ONE), "Level");

        Plan plan = applied(desired("max", List.of(ONE, TWO), VIRGINIA, IRELAND));

        assertThat(hidden(plan))
                .containsExactly("The change of parameter Level does not show in 1 instance that overrides it: " + ONE
                        + "/" + VIRGINIA
                        + ". Give their group overrides: none (ParameterOverrides.none()) to let it through.");
        assertThat(FleetState.overrides(Objects.requireNonNull(
                        FleetState.instances(facade.aws.asyncClient(), "base").get(ONE + "/" + VIRGINIA))))
                .isEqualTo(Map.of("Level", "mine"));
        // What the note advises takes the override away.
        applied(desired(
                "max",
                d -> d.group(
                        "all",
                        g -> g.accounts(ONE, TWO).regions(VIRGINIA, IRELAND).overrides(ParameterOverrides.none()))));
        assertThat(FleetState.instances(facade.aws.asyncClient(), "base").values())
                .allMatch(instance -> FleetState.overrides(instance).isEmpty());
        assertThat(hidden(plan(desired("low", List.of(ONE, TWO), VIRGINIA, IRELAND))))
                .isEmpty();
    }

    @Test
    void overridesOfOtherParameters_orNoChange_areNothingToTell() {
        StackSet stackSet = byHand(List.of(ONE, TWO), VIRGINIA);
        overridden(stackSet, List.of(ONE), "Size");

        assertThat(hidden(plan(desired("max", List.of(ONE, TWO), VIRGINIA)))).isEmpty();
        assertThat(described()).isEqualTo(2);
        assertThat(plan(desired("low", List.of(ONE, TWO), VIRGINIA)).isEmpty()).isTrue();
        assertThat(described()).isZero();
    }

    @Test
    void parameterThatGoesBackToItsDefault_isHiddenLikewise() {
        StackSet stackSet = byHand(List.of(ONE), VIRGINIA);
        facade.finish(stackSet.update(u -> u.parameter("Size", "big").usePreviousValue("Level")));
        overridden(stackSet, List.of(ONE), "Size");

        assertThat(hidden(plan(desired("low", List.of(ONE), VIRGINIA))))
                .singleElement()
                .asString()
                .contains("Size");
    }

    @Test
    void keptOverride_isHiddenLikewise_butAStatedOneIsMeant() {
        StackSet stackSet = byHand(List.of(ONE, TWO), VIRGINIA);
        overridden(stackSet, List.of(ONE, TWO), "Level");

        Plan plan = plan(desired(
                "max",
                d -> d.group("kept", g -> g.accounts(ONE).regions(VIRGINIA).overrides(o -> o.keep("Level")))
                        .group(
                                "stated",
                                g -> g.accounts(TWO).regions(VIRGINIA).overrides(o -> o.set("Level", "mine")))));

        assertThat(hidden(plan)).singleElement().asString().contains("1 instance that overrides it: " + ONE);
    }

    @Test
    void fleetOfPlans_isKnownToHaveNoOverrides_withoutACallForEach() {
        List<String> accounts = accounts(2_500);
        applied(desired("low", accounts, VIRGINIA, IRELAND));

        Plan plan = applied(desired("high", accounts, VIRGINIA, IRELAND));
        assertThat(described()).isZero();
        assertThat(plan.notes()).isEmpty();

        plan(desired("max", accounts, VIRGINIA, IRELAND));
        assertThat(described()).isZero();
        assertThat(facade.aws.calls().all()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void groupsTogether_areKnownAsWell() {
        Consumer<DesiredStackSet.Builder> groups = d -> d.group(
                        "bare", g -> g.accounts(accounts(20)).regions(IRELAND))
                .group("stated", g -> g.accounts(accounts(20)).regions(VIRGINIA).overrides(o -> o.set("Size", "big")));
        applied(desired("low", groups));
        applied(desired("high", groups));

        Plan plan = plan(desired("max", groups));

        assertThat(plan.steps()).hasSize(1);
        assertThat(described()).isZero();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void largeFleetOfOthers_isLookedAtUpToABound_andTheRestIsSaid() {
        List<String> accounts = accounts(2_500);
        StackSet stackSet = byHand(accounts, VIRGINIA, IRELAND);
        overridden(stackSet, List.of(accounts.get(0)), "Level");

        Plan plan = plan(desired("high", accounts, VIRGINIA, IRELAND));

        assertThat(described()).isEqualTo(250);
        assertThat(hidden(plan)).hasSize(1);
        assertThat(plan.notes())
                .anyMatch(note ->
                        note.startsWith("Whether 4750 instances override a parameter that changes was not looked at"));
    }

    @Test
    void foreignInstance_thatAWholeUpdateReached_isNotTakenForKnown() {
        StackSet stackSet = byHand(List.of(ONE, TWO), VIRGINIA);
        overridden(stackSet, List.of(TWO), "Level");
        applied(desired("high", List.of(ONE), VIRGINIA));

        assertThat(hidden(plan(desired("max", List.of(ONE, TWO), VIRGINIA))))
                .singleElement()
                .asString()
                .contains(TWO);
    }
}

package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.ParameterOverrides;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSet;

/** Two thousand random pairs of what is and what is wanted: the plan leads from one to the other, and touches nothing else. */
class PlanCampaignTest {
    private static final int SEEDS_AT_ONCE = 50;

    static IntStream firstSeeds() {
        return IntStream.range(0, 2_000 / SEEDS_AT_ONCE).map(i -> i * SEEDS_AT_ONCE);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void plans_leadExactlyToWhatIsWanted(int first) {
        IntStream.range(first, first + SEEDS_AT_ONCE).forEach(PlanCampaignTest::check);
    }

    private static void check(int seed) {
        try (RandomFleet fleet = new RandomFleet(seed);
                StackSets stackSets = fleet.process()) {
            fleet.inSomeState();
            DesiredStackSet wanted = fleet.wanted();
            Map<String, StackInstance> before = instances(fleet);
            Plan plan = stackSets.plan(wanted).join();
            fleet.aws.calls().clear();

            PlanExecution execution = stackSets.apply(
                    Plan.parse(plan.toJson()), Approval.of(plan.hash()).allowDestroy(plan.hash()));
            fleet.aws.time().runUntil(execution.outcome()::isDone);
            execution.outcome().join();

            touchesWhatItSays(seed, plan, FleetState.touched(fleet.aws.calls().all(), staying(before, plan)));
            leadsToWhatIsWanted(seed, fleet, wanted, plan, before);
            assertThat(stackSets.plan(wanted).join().steps())
                    .as("seed %d, planned again", seed)
                    .isEmpty();
        }
    }

    private static Map<String, StackInstance> instances(RandomFleet fleet) {
        return fleet.client.listStackSets().join().summaries().isEmpty()
                ? Map.of()
                : FleetState.instances(fleet.client, RandomFleet.NAME);
    }

    /** What an update without names reaches. */
    private static Set<String> staying(Map<String, StackInstance> instances, Plan plan) {
        Set<String> staying = new HashSet<>();
        instances.forEach((id, instance) -> {
            if (instance.status() != StackInstanceStatus.INOPERABLE) {
                staying.add(id);
            }
        });
        plan.steps().stream()
                .filter(step -> step.action() == PlanAction.REMOVE)
                .flatMap(step -> step.instances().stream())
                .forEach(block -> each(block, staying::remove));
        return staying;
    }

    /** Each instance once; more often only where a note says that AWS takes it no other way. */
    private static void touchesWhatItSays(int seed, Plan plan, Map<String, Integer> touched) {
        Map<String, Integer> said = new HashMap<>();
        plan.steps().stream()
                .flatMap(step -> step.instances().stream())
                .forEach(block -> each(block, instance -> said.merge(instance, 1, Integer::sum)));
        assertThat(touched).as("seed %d, touched, plan %s", seed, plan.render()).isEqualTo(said);
        boolean twice = plan.notes().stream().anyMatch(note -> note.contains("twice"));
        if (!twice) {
            assertThat(said.values())
                    .as("seed %d, plan %s", seed, plan.render())
                    .allMatch(times -> times == 1);
        }
    }

    private static void leadsToWhatIsWanted(
            int seed, RandomFleet fleet, DesiredStackSet wanted, Plan plan, Map<String, StackInstance> before) {
        Map<String, StackInstance> after = instances(fleet);
        Map<String, ParameterOverrides> named = named(wanted);
        Set<String> inoperable = untouched(plan, Untouched.Reason.INOPERABLE);
        Set<String> expected = new HashSet<>(named.keySet());
        before.keySet().stream()
                .filter(instance -> wanted.prune().isEmpty() && !named.containsKey(instance))
                .forEach(expected::add);
        assertThat(after.keySet()).as("seed %d, instances", seed).isEqualTo(expected);
        after.forEach((id, instance) -> {
            Optional<StackInstance> earlier = Optional.ofNullable(before.get(id));
            ParameterOverrides asked = named.getOrDefault(id, ParameterOverrides.unchanged());
            if (!named.containsKey(id) || inoperable.contains(id)) {
                assertThat(instance.lastOperationId())
                        .as("seed %d, %s is nobody's", seed, id)
                        .isEqualTo(earlier.orElseThrow().lastOperationId());
                assertThat(FleetState.overrides(instance)).isEqualTo(FleetState.overrides(earlier.orElseThrow()));
            } else {
                assertThat(instance.status()).as("seed %d, %s", seed, id).isEqualTo(StackInstanceStatus.CURRENT);
                assertThat(FleetState.overrides(instance))
                        .as("seed %d, overrides of %s", seed, id)
                        .isEqualTo(overrides(asked, earlier));
            }
        });
        hasTheDefinition(seed, fleet, wanted);
    }

    private static void hasTheDefinition(int seed, RandomFleet fleet, DesiredStackSet wanted) {
        StackSet stackSet = fleet.client
                .describeStackSet(r -> r.stackSetName(RandomFleet.NAME))
                .join()
                .stackSet();
        Map<String, String> parameters = new TreeMap<>(Map.of("Level", "low", "Size", "small"));
        wanted.definition().parameters().forEach((key, value) -> parameters.put(key, value.toString()));
        Map<String, String> found = new TreeMap<>();
        stackSet.parameters().forEach(each -> found.put(each.parameterKey(), each.parameterValue()));
        assertThat(found).as("seed %d, parameters", seed).isEqualTo(parameters);
        assertThat(stackSet.templateBody())
                .isEqualTo(((TemplateSource.Inline) wanted.definition().template()).body());
        assertThat(stackSet.tags()).hasSize(wanted.definition().tags().size());
        assertThat(stackSet.managedExecution() != null
                        && stackSet.managedExecution().active())
                .isEqualTo(wanted.definition().managedExecution());
    }

    /** By instance; the last group wins. */
    private static Map<String, ParameterOverrides> named(DesiredStackSet wanted) {
        Map<String, ParameterOverrides> named = new HashMap<>();
        for (TargetGroup group : wanted.groups()) {
            each(
                    new InstanceBlock(
                            List.copyOf(((AccountList.Accounts) group.targets()).accounts()),
                            List.copyOf(group.regions())),
                    instance -> named.put(instance, group.overrides()));
        }
        return named;
    }

    private static Set<String> untouched(Plan plan, Untouched.Reason reason) {
        Set<String> untouched = new HashSet<>();
        plan.untouched().stream()
                .filter(each -> each.reason() == reason)
                .flatMap(each -> each.instances().stream())
                .forEach(block -> each(block, untouched::add));
        return untouched;
    }

    private static Map<String, String> overrides(ParameterOverrides wanted, Optional<StackInstance> before) {
        Map<String, String> had = before.map(FleetState::overrides).orElse(Map.of());
        if (!(wanted instanceof ParameterOverrides.Exactly exactly)) {
            return had;
        }
        Map<String, String> overrides = new HashMap<>();
        exactly.values().forEach((key, value) -> {
            if (!(value instanceof ParameterValue.Previous)) {
                overrides.put(key, value.toString());
            } else {
                Optional.ofNullable(had.get(key)).ifPresent(kept -> overrides.put(key, kept));
            }
        });
        return overrides;
    }

    private static void each(InstanceBlock block, Consumer<String> action) {
        block.accounts().forEach(account -> block.regions().forEach(region -> action.accept(account + "/" + region)));
    }
}

package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.TemplateSource;
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
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSet;

/** Shows that a plan, once applied, did what it said, led to what was wanted, and touched nothing else. */
final class PlanProof {
    private final long seed;
    private final RandomFleet fleet;
    private final DesiredStackSet wanted;
    private final Plan plan;
    private final Map<String, StackInstance> before;

    /** Before the plan is applied. Forgets the calls so far. */
    PlanProof(long seed, RandomFleet fleet, DesiredStackSet wanted, Plan plan) {
        this.seed = seed;
        this.fleet = fleet;
        this.wanted = wanted;
        this.plan = plan;
        this.before = instances();
        fleet.aws.calls().clear();
    }

    /** After it was applied. */
    void check() {
        touchesWhatItSays(FleetState.touched(fleet.aws.calls().all(), staying()));
        leadsToWhatIsWanted();
    }

    private Map<String, StackInstance> instances() {
        return fleet.client.listStackSets().join().summaries().isEmpty()
                ? Map.of()
                : FleetState.instances(fleet.client, RandomFleet.NAME);
    }

    /** What an update without names reaches. */
    private Set<String> staying() {
        Set<String> staying = new HashSet<>();
        before.forEach((id, instance) -> {
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
    private void touchesWhatItSays(Map<String, Integer> touched) {
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

    private void leadsToWhatIsWanted() {
        Map<String, StackInstance> after = instances();
        Map<String, ParameterOverrides> named = named();
        Set<String> inoperable = untouched(Untouched.Reason.INOPERABLE);
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
        hasTheDefinition();
    }

    private void hasTheDefinition() {
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
    private Map<String, ParameterOverrides> named() {
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

    private Set<String> untouched(Untouched.Reason reason) {
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

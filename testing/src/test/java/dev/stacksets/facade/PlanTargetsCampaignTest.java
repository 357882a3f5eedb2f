package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random organizations and what is wanted there, one thing after another: afterwards every unit that is named is a target, no
 * other is without a reason, nothing is left to do, and no instance was touched that no step names.
 */
class PlanTargetsCampaignTest {
    private static final int RUNS = Integer.getInteger("plans.runs", 100);
    private static final int FIRST = Integer.getInteger("plans.first", 0);
    private static final int AT_ONCE = 50;
    private static final String NAME = "fleet";

    static IntStream firstSeeds() {
        return IntStream.range(0, (RUNS + AT_ONCE - 1) / AT_ONCE).map(i -> FIRST + i * AT_ONCE);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void plans_leadToTheTargetsThatAreWanted(int first) {
        IntStream.range(first, first + AT_ONCE).forEach(seed -> {
            Fleet fleet = new Fleet(seed);
            for (int round = 0; round < 3; round++) {
                fleet.round();
            }
            fleet.close();
        });
    }

    /** A stack set that follows a small organization. */
    private static final class Fleet {
        private final long seed;
        private final Random random;
        private final StackSetsSimulator aws;
        private final Organization organization;
        private final StackSets stackSets;
        private final Map<String, List<String>> below = new TreeMap<>();
        private final List<String> units = new ArrayList<>();
        private final List<String> regions = List.of("eu-west-1", "us-east-1", "us-west-2");

        Fleet(long seed) {
            this.seed = seed;
            random = new Random(seed);
            aws = StackSetsSimulator.builder()
                    .seed(seed)
                    .stackDuration(Duration.ofSeconds(1))
                    .organization(o -> o.managementAccount("111111111111"))
                    .build();
            organization = aws.organization();
            for (int i = 3 + random.nextInt(4); i > 0; i--) {
                String parent = units.isEmpty() || random.nextBoolean()
                        ? organization.root()
                        : units.get(random.nextInt(units.size()));
                String unit = organization.createUnit(parent, "unit" + i);
                below.computeIfAbsent(parent, any -> new ArrayList<>()).add(unit);
                units.add(unit);
                IntStream.range(0, random.nextInt(3)).forEach(account -> organization.createAccount(unit));
            }
            stackSets = StackSets.builder()
                    .client(aws.directAsyncClient())
                    .timeSource(aws.time())
                    .callbackExecutor(Runnable::run)
                    .unitDirectory(asked -> {
                        Map<String, Set<String>> members = new HashMap<>();
                        asked.forEach(unit -> members.put(unit, members(unit)));
                        return CompletableFuture.completedFuture(members);
                    })
                    .build();
        }

        private Set<String> members(String unit) {
            Set<String> members = new TreeSet<>(organization.accounts(unit));
            below.getOrDefault(unit, List.of()).forEach(child -> members.addAll(members(child)));
            return members;
        }

        private DesiredStackSet wanted() {
            DesiredStackSet.Builder desired = DesiredStackSet.builder()
                    .definition(
                            NAME,
                            d -> d.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}"))
                                    .serviceManaged()
                                    .autoDeployment(AutoDeployment.retainingStacks()))
                    .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(10));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                desired.group("group " + i, g -> g.targets(targets()).regions(some(regions)));
            }
            if (random.nextBoolean()) {
                desired.pruneDeletingStacks();
            }
            return desired.build();
        }

        private Targets targets() {
            Targets.Units named = Targets.organizationalUnits(some(units));
            Set<String> members = new TreeSet<>();
            named.units().forEach(unit -> members.addAll(members(unit)));
            if (members.isEmpty() || random.nextInt(3) > 0) {
                return named;
            }
            AccountList list = Targets.accounts(some(List.copyOf(members)));
            return random.nextBoolean() ? named.difference(list) : named.intersection(list);
        }

        private Set<String> some(List<String> all) {
            Set<String> some = new TreeSet<>();
            for (int i = 1 + random.nextInt(all.size()); i > 0; i--) {
                some.add(all.get(random.nextInt(all.size())));
            }
            return some;
        }

        private <T> T get(CompletableFuture<T> future) {
            aws.time().runUntil(future::isDone);
            return future.join();
        }

        void round() {
            DesiredStackSet wanted = wanted();
            Map<String, String> before = lastOperations();
            Plan plan = get(stackSets.plan(wanted));
            PlanExecution execution = stackSets.apply(
                    Plan.parse(plan.toJson()),
                    Approval.of(plan.hash())
                            .allowDestroy(plan.hash())
                            .breaking(Guardrail.EMPTY_TARGETS, "units may be empty"));
            get(execution.outcome());
            String what = "seed " + seed + ", " + plan.render();
            assertThat(get(stackSets.plan(wanted)).steps()).as(what).isEmpty();
            assertThat(plan.operationsAtLeast()).as(what).isLessThanOrEqualTo(plan.operations());
            touchesWhatItSays(plan, before, what);
            followsWhatIsWanted(wanted, what);
            if (random.nextBoolean()) {
                organization.createAccount(units.get(random.nextInt(units.size())));
                aws.time().runUntilIdle();
            }
        }

        private void touchesWhatItSays(Plan plan, Map<String, String> before, String what) {
            Set<String> said = new HashSet<>();
            plan.steps().stream().flatMap(step -> step.instances().stream()).forEach(block -> each(block, said));
            Map<String, String> after = lastOperations();
            Set<String> touched = new HashSet<>(after.keySet());
            touched.addAll(before.keySet());
            touched.removeIf(id -> after.containsKey(id) && after.get(id).equals(before.get(id)));
            assertThat(touched).as(what).isEqualTo(said);
        }

        private static void each(InstanceBlock block, Set<String> ids) {
            block.accounts().forEach(account -> block.regions().forEach(region -> ids.add(account + "/" + region)));
        }

        private void followsWhatIsWanted(DesiredStackSet wanted, String what) {
            Set<String> named = new TreeSet<>();
            Set<String> listed = new TreeSet<>();
            wanted.groups().forEach(group -> places(group, isListed(group) ? listed : named));
            Set<String> targets = new TreeSet<>();
            get(stackSets.stackSet(NAME).listAutoDeploymentTargets().toList())
                    .forEach(target -> target.regions()
                            .forEach(region -> targets.add(target.organizationalUnit() + "/" + region)));
            assertThat(targets).as(what).containsAll(named);
            if (wanted.prune().isPresent()) {
                targets.removeAll(named);
                targets.removeAll(listed);
                instances()
                        .forEach(instance -> targets.remove(instance.organizationalUnit()
                                        .orElse("") + "/" + instance.id().region()));
                assertThat(targets).as("targets without a reason, " + what).isEmpty();
            }
        }

        private static boolean isListed(TargetGroup group) {
            return ((Targets.Units) group.targets()).filter() == AccountFilter.INTERSECTION;
        }

        private static void places(TargetGroup group, Set<String> places) {
            ((Targets.Units) group.targets())
                    .units()
                    .forEach(unit -> group.regions().forEach(region -> places.add(unit + "/" + region)));
        }

        private List<StackInstance> instances() {
            return get(stackSets.listStackSets().toList()).isEmpty()
                    ? List.of()
                    : get(stackSets.stackSet(NAME).listInstances().toList());
        }

        private Map<String, String> lastOperations() {
            Map<String, String> last = new HashMap<>();
            instances()
                    .forEach(instance -> last.put(
                            instance.id().toString(), instance.lastOperationId().orElse("")));
            return last;
        }

        void close() {
            stackSets.close();
            aws.checkInvariants();
        }
    }
}

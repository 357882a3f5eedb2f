package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.target.InstanceBlock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plans whose JSON somebody changed by hand, with a hash made anew: each is refused, or what it shows, what guardrails judge and
 * what is done in AWS are the same instances. Two thousand were seen to pass; the build runs the first of them.
 */
class ForgedPlanCampaignTest {
    private static final int RUNS = Integer.getInteger("forged.runs", 200);
    private static final int FIRST = Integer.getInteger("forged.first", 0);
    private static final int AT_ONCE = 50;

    private static int refusedWhenRead;
    private static int refusedWhenApplied;
    private static int halted;
    private static int applied;

    static IntStream firstSeeds() {
        return IntStream.range(0, (RUNS + AT_ONCE - 1) / AT_ONCE).map(i -> FIRST + i * AT_ONCE);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void forgedPlan_isRefused_orDoesWhatItShows(int first) {
        IntStream.range(first, first + AT_ONCE).forEach(ForgedPlanCampaignTest::forge);
    }

    /** A campaign that refuses everything shows nothing. */
    @AfterAll
    static void enoughOfThem_wereApplied() {
        System.out.printf(
                "%d forged plans from seed %d: %d refused when read, %d when applied, %d halted, %d applied as shown%n",
                RUNS, FIRST, refusedWhenRead, refusedWhenApplied, halted, applied);
        assertThat(applied).as("applied").isGreaterThanOrEqualTo(RUNS / 4);
        assertThat(refusedWhenApplied).as("refused when applied").isPositive();
    }

    private static void forge(int seed) {
        try (ForgedWorld world = ForgedWorld.of(seed)) {
            Random random = new Random(seed);
            ForgedJson json = new ForgedJson(world.plan.toJson(), random, world.words());
            IntStream.rangeClosed(0, random.nextInt(4) / 3).forEach(any -> json.change());
            String text = json.text();
            Plan forged;
            try {
                forged = Plan.parse(text);
            } catch (InvalidInputException refused) {
                assertThat(refused).hasMessageContaining("plan");
                refusedWhenRead++;
                return;
            }
            assertThat(forged.render()).contains(forged.hash());
            assertThat(forged.renderHtml()).contains(forged.hash());
            new Trial(seed, world, forged, text, random).run();
        }
    }

    /** One forged plan that could be read. */
    private static final class Trial {
        private final int seed;
        private final ForgedWorld world;
        private final Plan plan;
        private final String text;
        private final Guardrails guardrails;
        private final Set<String> there;

        Trial(int seed, ForgedWorld world, Plan plan, String text, Random random) {
            this.seed = seed;
            this.world = world;
            this.plan = plan;
            this.text = text;
            this.guardrails = Guardrails.builder()
                    .protectedAccounts(Set.of(
                            world.accounts().get(random.nextInt(world.accounts().size()))))
                    .maxAccounts(random.nextInt(4))
                    .maxDeletes(random.nextInt(4))
                    .maxPercent(random.nextInt(100))
                    .build();
            this.there = Set.copyOf(world.instances(plan.stackSet()));
        }

        void run() {
            Set<String> before = world.operations(plan.stackSet());
            try (StackSets stackSets = world.process(guardrails)) {
                List<Violation> violations = world.get(stackSets.violations(plan));
                boolean whole = applied(stackSets, violations);
                Set<String> touched = world.touched(plan.stackSet(), before);
                compare(touched, whole);
                judged(touched, violations);
            } catch (InvalidInputException | CompletionException refused) {
                assertThat(refused instanceof InvalidInputException ? refused : refused.getCause())
                        .as(what())
                        .isInstanceOfAny(InvalidInputException.class, StackSetsException.class);
                assertThat(world.touched(plan.stackSet(), before)).as(what()).isEmpty();
                refusedWhenApplied++;
            }
        }

        /** Whether it was applied to its end, and not halted after something was done. */
        private boolean applied(StackSets stackSets, List<Violation> violations) {
            Approval approval = Approval.of(plan.hash()).allowDestroy(plan.hash());
            for (Violation violation : violations) {
                if (violation.guardrail() != Guardrail.DESTROY) {
                    approval = approval.breaking(violation.guardrail(), "to see what it does");
                }
            }
            PlanExecution execution = stackSets.apply(plan, approval);
            world.aws.time().runUntil(execution.outcome()::isDone);
            try {
                execution.outcome().join();
                applied += plan.operations() > 0 ? 1 : 0;
                return true;
            } catch (CompletionException stopped) {
                boolean begun = execution.progress().steps().stream()
                        .anyMatch(step -> !step.results().isEmpty());
                if (!begun) {
                    throw stopped;
                }
                halted++;
                return false;
            }
        }

        private void compare(Set<String> touched, boolean whole) {
            Set<String> shown = new HashSet<>();
            plan.steps().forEach(step -> shown.addAll(instances(step.instances())));
            assertThat(shown).as(what()).containsAll(touched);
            if (whole) {
                Set<String> expected = new HashSet<>(shown);
                if (plan.baseline().follows().isPresent()) {
                    expected.removeIf(instance -> !there.contains(instance) && !isCreated(instance));
                }
                assertThat(touched).as(what()).isEqualTo(expected);
            }
        }

        private boolean isCreated(String instance) {
            return plan.steps().stream()
                    .filter(step -> step.action() == PlanAction.CREATE)
                    .anyMatch(step -> instances(step.instances()).contains(instance));
        }

        private void judged(Set<String> touched, List<Violation> violations) {
            Set<Guardrail> broken =
                    violations.stream().map(Violation::guardrail).collect(Collectors.toSet());
            Set<String> accounts =
                    touched.stream().map(each -> each.substring(0, 12)).collect(Collectors.toSet());
            long gone = there.stream()
                    .filter(instance -> !world.instances(plan.stackSet()).contains(instance))
                    .count();
            if (accounts.stream().anyMatch(guardrails.protectedAccounts()::contains)) {
                assertThat(broken).as(what()).contains(Guardrail.PROTECTED_ACCOUNTS);
            }
            if (accounts.size() > guardrails.maxAccounts().orElseThrow()) {
                assertThat(broken).as(what()).contains(Guardrail.MAX_ACCOUNTS);
            }
            if (gone > guardrails.maxDeletes().orElseThrow()) {
                assertThat(broken).as(what()).contains(Guardrail.MAX_DELETES);
            }
            percent(broken, touched);
        }

        /** Those that were there and were worked on, of all that were there. */
        private void percent(Set<Guardrail> broken, Set<String> touched) {
            Set<String> before = accounts(there);
            Set<String> changed = touched.stream().filter(there::contains).collect(Collectors.toSet());
            boolean retried = plan.steps().stream()
                    .filter(step -> step.action() == PlanAction.CREATE)
                    .anyMatch(step -> instances(step.instances()).stream().anyMatch(there::contains));
            if (!retried
                    && !before.isEmpty()
                    && accounts(changed).size() * 100 > guardrails.maxPercent().orElseThrow() * before.size()) {
                assertThat(broken).as(what()).contains(Guardrail.MAX_PERCENT);
            }
        }

        private String what() {
            return "seed " + seed + ", plan " + text;
        }
    }

    private static Set<String> accounts(Collection<String> instances) {
        return instances.stream().map(each -> each.substring(0, 12)).collect(Collectors.toSet());
    }

    private static Set<String> instances(List<InstanceBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block.accounts().stream()
                        .flatMap(account -> block.regions().stream().map(region -> account + "/" + region)))
                .collect(Collectors.toSet());
    }
}

package dev.stacksets.internal.planning;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses a plan that contradicts itself. Whoever writes JSON can write anything; what a plan shows is worth something only if
 * all its parts say the same. What a part says by itself is checked where that is read.
 */
public final class Consistency {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:cloudformation:(?<region>[^:]*):(?<account>[0-9]{12}):stackset/(?<id>.+)");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Plan plan;

    private Consistency(Plan plan) {
        this.plan = plan;
    }

    /** Refuses the plan, or does nothing. */
    public static void check(Plan plan) {
        Consistency consistency = new Consistency(plan);
        consistency.place();
        consistency.baseline();
        consistency.creation();
        consistency.steps();
        consistency.groups();
        consistency.untouched();
    }

    private void place() {
        Check.region(plan.region());
        Check.stackSetName(plan.stackSet());
        plan.account().ifPresent(Check::account);
        Check.between("operationsAtLeast", plan.operationsAtLeast(), 0, plan.operations());
    }

    private void baseline() {
        plan.baseline().lastOperation().ifPresent(Check::operationId);
        plan.baseline().stackSet().ifPresent(this::description);
        plan.baseline().follows().ifPresent(followed -> {
            Check.that(HASH.matcher(followed.hash()).matches(), "follows", "follows.plan is not the hash of a plan.");
            followed.operations().forEach(this::followed);
        });
    }

    private void followed(FollowedPlan.Operation operation) {
        Check.operationId(operation.id());
        Check.that(
                OperationIds.isOfPlan(operation.id()), "follows", "follows.operations names an id that no plan gives.");
        operation.instances().forEach(Consistency::block);
        operation.definition().ifPresent(this::description);
    }

    private void description(StackSetDescription found) {
        agree("stackSet", "baseline.stackSet.name", plan.stackSet(), found.name());
        Check.stackSetNameOrId(found.id());
        Check.that(
                found.id().startsWith(found.name() + ":"),
                "baseline",
                "baseline.stackSet.id is not one of stack set '" + plan.stackSet() + "'.");
        found.arn().map(ARN::matcher).filter(Matcher::matches).ifPresent(parts -> {
            agree("baseline.stackSet.id", "baseline.stackSet.arn", found.id(), parts.group("id"));
            agree("region", "baseline.stackSet.arn", plan.region(), parts.group("region"));
        });
        ownAccount(found)
                .filter(any -> plan.account().isPresent())
                .ifPresent(owner ->
                        agree("account", "baseline.stackSet.arn", plan.account().orElseThrow(), owner));
    }

    /** The account of a self-managed stack set, as far as its ARN tells; others may be managed from elsewhere. */
    public static Optional<String> ownAccount(StackSetDescription found) {
        return found.arn()
                .filter(any -> found.permissionModel() == PermissionModel.SELF_MANAGED)
                .map(ARN::matcher)
                .filter(Matcher::matches)
                .map(parts -> parts.group("account"));
    }

    private void creation() {
        plan.creates().ifPresent(created -> {
            agree("stackSet", "creates.name", plan.stackSet(), created.name());
            Check.that(
                    plan.baseline().stackSet().isEmpty()
                            && plan.baseline().lastOperation().isEmpty()
                            && plan.baseline().follows().isEmpty(),
                    "creates",
                    "The stack set is to be created, but baseline says that it is there.");
        });
        Check.that(
                plan.creates().isPresent()
                        || plan.baseline().stackSet().isPresent()
                        || plan.baseline().follows().isPresent(),
                "baseline",
                "The stack set neither exists nor is it to be created.");
        Check.that(
                plan.account().isPresent() || plan.creates().isEmpty(),
                "account",
                "A plan that creates a stack set names the account in which.");
        long creations = plan.steps().stream()
                .filter(step -> step.action() == PlanAction.CREATE_STACK_SET)
                .count();
        Check.that(
                creations == (plan.creates().isPresent() ? 1 : 0)
                        && (creations == 0 || plan.steps().get(0).action() == PlanAction.CREATE_STACK_SET),
                "steps",
                "A stack set is created by the first step, and only if 'creates' says what it is.");
    }

    private void steps() {
        Map<PlanAction, Cells> touched = new EnumMap<>(PlanAction.class);
        Optional<PermissionModel> model = permissionModel();
        for (PlanStep step : plan.steps()) {
            model.ifPresent(known -> checkTargets(known, step));
            step.instances().forEach(block -> {
                block(block);
                Check.that(
                        touched.computeIfAbsent(step.action(), any -> new Cells())
                                .addAll(block),
                        "steps",
                        "Two steps " + step.action().words() + " for the same instance.");
            });
            step.prior().forEach(prior -> prior.instances().forEach(Consistency::block));
        }
        Cells removed = touched.getOrDefault(PlanAction.REMOVE, new Cells());
        Check.that(
                plan.baseline().follows().isPresent()
                        || touched.entrySet().stream()
                                .filter(each -> each.getKey() != PlanAction.REMOVE)
                                .allMatch(each -> removed.isDisjoint(each.getValue())),
                "steps",
                "An instance that is removed is also named by another step.");
    }

    /** Empty if the plan itself changes it, or it is not known. */
    private Optional<PermissionModel> permissionModel() {
        boolean changes = plan.steps().stream()
                .flatMap(step -> step.operation().stream())
                .anyMatch(spec -> spec instanceof StackSetUpdateSpec update
                        && update.permissionModel().isPresent());
        return changes
                ? Optional.empty()
                : plan.creates()
                        .map(StackSetDefinition::permissionModel)
                        .or(() -> plan.baseline().stackSet().map(StackSetDescription::permissionModel));
    }

    private static void checkTargets(PermissionModel model, PlanStep step) {
        targets(step)
                .ifPresent(targets -> Check.that(
                        (model == PermissionModel.SERVICE_MANAGED) == (targets instanceof Targets.Units),
                        "targets",
                        "A step to " + step.action().words() + " names targets that a stack set with " + model
                                + " permissions does not take."));
    }

    private static Optional<Targets> targets(PlanStep step) {
        return step.operation()
                .flatMap(spec -> spec instanceof StackSetUpdateSpec update
                        ? update.targets()
                        : spec instanceof TargetedSpec targeted ? Optional.of(targeted.targets()) : Optional.empty());
    }

    private void groups() {
        Set<String> names = new HashSet<>();
        for (GroupSummary group : plan.groups()) {
            Check.that(
                    !group.name().isBlank() && names.add(group.name()),
                    "groups",
                    "Two groups have the same name, or one has none.");
            group.accounts().forEach(Check::account);
            Check.regions(group.regions());
            group.units().forEach(Check::organizationalUnit);
            distinct(group.accounts());
            distinct(group.regions());
        }
    }

    private static void distinct(Collection<String> names) {
        Check.that(
                new HashSet<>(names).size() == names.size(), "groups", "A group names an account or a Region twice.");
    }

    private void untouched() {
        Cells touched = new Cells();
        Stream<PlanStep> steps = plan.steps().stream();
        steps.flatMap(step -> step.instances().stream()).forEach(touched::addAll);
        plan.untouched().stream().flatMap(left -> left.instances().stream()).forEach(block -> {
            block(block);
            Check.that(touched.addAll(block), "untouched", "An instance is named twice, or is touched by a step.");
        });
    }

    private static void block(InstanceBlock block) {
        Check.accounts(block.accounts());
        Check.regions(block.regions());
    }

    private static void agree(String one, String other, String first, String second) {
        Check.that(first.equals(second), other, one + " and " + other + " are not the same.");
    }

    /** Accounts in Regions. */
    private static final class Cells {
        private final Map<String, Set<String>> regions = new HashMap<>();

        /** Whether none of them was there. */
        boolean addAll(InstanceBlock block) {
            List<String> all = block.regions();
            boolean fresh = true;
            for (String account : block.accounts()) {
                Set<String> own = regions.computeIfAbsent(account, any -> new HashSet<>());
                int before = own.size();
                own.addAll(all);
                fresh &= own.size() == before + all.size();
            }
            return fresh;
        }

        boolean isDisjoint(Cells others) {
            return regions.entrySet().stream()
                    .allMatch(each -> others.regions.getOrDefault(each.getKey(), Set.of()).stream()
                            .noneMatch(each.getValue()::contains));
        }
    }
}

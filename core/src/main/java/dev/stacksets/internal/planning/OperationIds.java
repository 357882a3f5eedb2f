package dev.stacksets.internal.planning;

import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of a plan's operations. Any process that has the plan finds the same ones, which is why it needs no journal: AWS is
 * asked what became of them. Their end says which overrides the instances have, so that the next plan need not read them.
 */
public final class OperationIds {
    private static final int DIGITS = 16;
    private static final String MAY_DIFFER = "k";
    private static final Pattern SHAPE =
            Pattern.compile("plan-[0-9a-f]{16}-s[0-9]+(?:-r[0-9]+)?(?:-([0-9a-fk][0-9a-f]{15}))?");
    private static final Pattern RETRY = Pattern.compile("(plan-[0-9a-f]{16}-s[1-9][0-9]{0,5})-r[1-9][0-9]{0,5}");

    private final List<PlanStep> steps;
    private final boolean retries;
    private final String prefix;
    private final Optional<FollowedPlan> follows;

    public OperationIds(Plan plan) {
        this.steps = plan.steps();
        this.retries = plan.retry().isPresent();
        this.prefix = "plan-" + plan.hash().substring(0, DIGITS) + "-s";
        this.follows = plan.baseline().follows();
    }

    /** The operation of a step, counted from 0. */
    public String step(int index) {
        String mark = steps.get(index).mark();
        return prefix + (index + 1) + (mark.isEmpty() ? "" : "-" + mark);
    }

    /** A further operation for what the step left undone, counted from 0. */
    public String retry(int index, int retry) {
        return prefix + (index + 1) + "-r" + (retry + 1);
    }

    /** Whether an operation has an id of this plan: that of one of its steps, or of one that tries again. */
    public boolean isOwn(String id) {
        return id.startsWith(prefix) && stepOf(id).isPresent();
    }

    /** The step of which an operation is, counted from 0, whether it is the first or tries again. */
    public Optional<Integer> stepOf(String id) {
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index).operation().isPresent()
                    && (id.equals(step(index)) || (retries && isRetry(id, prefix + (index + 1))))) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** The operation of the plan that this one rolls back that has this id, or tried again what it left undone. */
    public Optional<FollowedPlan.Operation> followed(String id) {
        return follows.flatMap(plan -> plan.operations().stream()
                .filter(operation -> id.equals(operation.id()) || isRetry(id, unmarked(operation.id())))
                .findFirst());
    }

    private static boolean isRetry(String id, String ofStep) {
        Matcher shape = RETRY.matcher(id);
        return shape.matches() && shape.group(1).equals(ofStep);
    }

    private static String unmarked(String id) {
        return mark(id).map(mark -> id.substring(0, id.length() - mark.length() - 1))
                .orElse(id);
    }

    /** What another plan has to know of this one to roll it back. */
    static List<FollowedPlan.Operation> operations(Plan plan) {
        OperationIds ids = new OperationIds(plan);
        List<FollowedPlan.Operation> operations = new ArrayList<>();
        for (int index = 0; index < plan.steps().size(); index++) {
            PlanStep step = plan.steps().get(index);
            int last = index;
            if (step.operation().isPresent()) {
                operations.add(new FollowedPlan.Operation(
                        ids.step(index),
                        step.action(),
                        step.instances(),
                        Redefinition.isBy(step.action())
                                ? Redefinition.expected(plan, any -> false, earlier -> earlier <= last)
                                : Optional.empty()));
            }
        }
        return operations;
    }

    /** Whether an id is of the form that plans give. */
    static boolean isOfPlan(String id) {
        return SHAPE.matcher(id).matches();
    }

    /** What an operation's id says of the overrides of its instances. */
    static Optional<String> mark(String id) {
        Matcher shape = SHAPE.matcher(id);
        return shape.matches() ? Optional.ofNullable(shape.group(1)) : Optional.empty();
    }

    /** A mark in 16 digits of what tells overrides apart; of some that may differ between instances all the same. */
    static String mark(String overrides, boolean mayDiffer) {
        String digits = Fingerprints.sha256(overrides).substring(0, DIGITS);
        return mayDiffer ? MAY_DIFFER + digits.substring(1) : digits;
    }

    /** Whether all instances with a mark have the same overrides. */
    static boolean isShared(String mark) {
        return !mark.startsWith(MAY_DIFFER);
    }
}

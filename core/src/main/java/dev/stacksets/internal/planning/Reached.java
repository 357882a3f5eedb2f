package dev.stacksets.internal.planning;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which instances the request of a step reaches: what is shown of a step and judged is this, and nothing that is said beside it. */
public final class Reached {
    private static final Pattern MARK = Pattern.compile("(?:[0-9a-fk][0-9a-f]{15})?");

    private Reached() {}

    /** What a request that names targets reaches; nothing where only targets of automatic deployment change. */
    public static List<InstanceBlock> by(PlanAction action, OperationSpec request) {
        return touchesNone(action) ? List.of() : List.of(named(request).orElseThrow(Reached::unsaid));
    }

    /** Whether it changes only which units automatic deployment follows. */
    public static boolean touchesNone(PlanAction action) {
        return action == PlanAction.ADD_TARGETS || action == PlanAction.DROP_TARGETS;
    }

    /** Whether it reaches every instance there is. */
    public static boolean isWhole(OperationSpec request) {
        return request instanceof StackSetUpdateSpec update && update.targets().isEmpty();
    }

    /** Refuses a step whose parts do not agree. */
    public static void check(
            PlanAction action, Optional<OperationSpec> operation, List<InstanceBlock> instances, String mark) {
        Check.that(MARK.matcher(mark).matches(), "mark", "A mark has 16 hexadecimal digits.");
        if (operation.isEmpty()) {
            Check.that(
                    action == PlanAction.CREATE_STACK_SET,
                    "request",
                    "A step that is to " + action.words() + " has no request.");
            Check.that(instances.isEmpty(), "instances", "Creating a stack set works on no instance.");
            return;
        }
        OperationSpec request = operation.get();
        Check.that(isFor(action, request), "request", "The request is not one to " + action.words() + ".");
        Check.that(
                request.operationId().isEmpty(), "operationId", "The operations of a plan have ids of the plan's own.");
        Check.that(
                !touchesNone(action) || namesUnitsOnly(request),
                "targets",
                "A step to " + action.words() + " names units, and leaves out the accounts in them.");
        Check.that(
                isWhole(request) || instances.equals(by(action, request)),
                "instances",
                "The request to " + action.words() + " reaches other instances than the step names.");
    }

    private static boolean isFor(PlanAction action, OperationSpec request) {
        return switch (action) {
            case CREATE_STACK_SET -> false;
            case REMOVE, DROP_TARGETS -> request instanceof InstanceRemovalSpec;
            case CREATE, ADD_TARGETS -> request instanceof DeploymentSpec;
            case ROLL_OUT, OVERRIDE, REPAIR -> request instanceof InstanceUpdateSpec;
            case CHANGE_DEFINITION, SWITCH_MANAGED_EXECUTION -> request instanceof StackSetUpdateSpec;
        };
    }

    private static Optional<InstanceBlock> named(OperationSpec request) {
        if (request instanceof StackSetUpdateSpec update) {
            return update.targets().map(targets -> block(targets, update.regions()));
        }
        return request instanceof TargetedSpec targeted
                ? Optional.of(block(targeted.targets(), targeted.regions()))
                : Optional.empty();
    }

    private static InstanceBlock block(Targets targets, Collection<String> regions) {
        return new InstanceBlock(List.copyOf(accounts(targets).accounts()), List.copyOf(regions));
    }

    /** Accounts that are listed one by one, by themselves or as those of units; who else is in units, no request says. */
    private static AccountList.Accounts accounts(Targets targets) {
        Optional<AccountList> listed = targets instanceof Targets.Units units
                ? units.accounts()
                        .filter(any -> units.units().isEmpty() || units.filter() == AccountFilter.INTERSECTION)
                : Optional.of((AccountList) targets);
        return listed.filter(AccountList.Accounts.class::isInstance)
                .map(AccountList.Accounts.class::cast)
                .orElseThrow(Reached::unsaid);
    }

    /** Whether it names units and leaves out the accounts in them that it lists. */
    private static boolean namesUnitsOnly(OperationSpec request) {
        return request instanceof TargetedSpec targeted
                && targeted.targets() instanceof Targets.Units units
                && !units.units().isEmpty()
                && (units.filter() == AccountFilter.NONE
                        || (units.filter() == AccountFilter.DIFFERENCE
                                && units.accounts()
                                        .filter(AccountList.Accounts.class::isInstance)
                                        .isPresent()));
    }

    private static InvalidInputException unsaid() {
        return new InvalidInputException(
                "targets", "A step of a plan lists the accounts that it reaches; this request does not.");
    }
}

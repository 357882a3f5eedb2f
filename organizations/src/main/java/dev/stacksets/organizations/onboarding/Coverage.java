package dev.stacksets.organizations.onboarding;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One stack set that should cover the accounts, and how far it does.
 *
 * @param stackSet its name
 * @param stackSetId its id, {@code NAME:UUID}
 * @param permissionModel who provides its roles
 * @param because why it should: the units it targets, or what is expected of it
 * @param present how many instances are there and current
 * @param missing instances that are not there
 * @param notCurrent instances that are there and were not reached or failed
 * @param operations deployments that close the gap, exactly and nothing else; one after the other. Instances that are
 *     {@code INOPERABLE} are not in them: AWS lets those be removed only
 */
public record Coverage(
        String stackSet,
        String stackSetId,
        PermissionModel permissionModel,
        String because,
        int present,
        List<InstanceId> missing,
        List<StackInstance> notCurrent,
        List<DeploymentSpec> operations) {

    /**
     * Keeps its own copies.
     *
     * @param stackSet its name
     * @param stackSetId its id
     * @param permissionModel who provides its roles
     * @param because why it should cover them
     * @param present how many instances are there and current
     * @param missing instances that are not there
     * @param notCurrent instances that are not current
     * @param operations deployments that close the gap
     */
    public Coverage {
        missing = List.copyOf(missing);
        notCurrent = List.copyOf(notCurrent);
        operations = List.copyOf(operations);
    }

    /**
     * Whether there is no gap.
     *
     * @return true if every instance is there and current
     */
    public boolean isWhole() {
        return missing.isEmpty() && notCurrent.isEmpty();
    }

    @Override
    public String toString() {
        return (isWhole() ? "covered  " : "gap      ") + Printable.line(stackSet + " (" + because + "): ") + present
                + " current, "
                + missing.size() + " missing, " + notCurrent.size() + " not current"
                + operations.stream()
                        .map(operation -> "\n         deploy "
                                + Printable.line(operation.targets().toString()) + " to "
                                + String.join(", ", operation.regions()))
                        .collect(Collectors.joining())
                + notCurrent.stream()
                        .filter(Coverage::isStuck)
                        .map(instance -> "\n         inoperable: " + instance.id()
                                + ", to be removed with its stack retained before it can be deployed again")
                        .collect(Collectors.joining());
    }

    private static boolean isStuck(StackInstance instance) {
        return instance.status() == InstanceStatus.INOPERABLE;
    }
}

package dev.stacksets.internal.planning;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.target.AutoDeploymentTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What automatic deployment follows, where it is to be on.
 *
 * @param targets the units that are targets
 * @param members who is in units, those below them included; without units that cannot be looked up
 */
public record Followed(List<AutoDeploymentTarget> targets, Map<String, Set<String>> members) {

    /** Whether automatic deployment is to be on. What is not said stays. */
    public static boolean isOn(StackSetDefinition wanted, Optional<StackSetDescription> found) {
        return wanted.permissionModel() == PermissionModel.SERVICE_MANAGED
                && wanted.autoDeployment()
                        .or(() -> found.flatMap(StackSetDescription::autoDeployment))
                        .filter(AutoDeployment::enabled)
                        .isPresent();
    }
}

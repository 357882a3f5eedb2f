package dev.stacksets.testing.internal.engine;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;

/** Refuses what belongs to service-managed stack sets: refusing beats pretending. */
final class SelfManaged {

    private SelfManaged() {}

    static void requireModel(@Nullable PermissionModels model) {
        if (model != null && model != PermissionModels.SELF_MANAGED) {
            throw Errors.validation("PermissionModel " + model + " is not simulated: use SELF_MANAGED");
        }
    }

    static void requireNoAutoDeployment(@Nullable AutoDeployment autoDeployment) {
        if (autoDeployment != null) {
            throw Errors.validation("AutoDeployment is only for stack sets with SERVICE_MANAGED permission model");
        }
    }

    static void requireCallAsSelf(@Nullable CallAs callAs) {
        if (callAs != null && callAs != CallAs.SELF) {
            throw Errors.validation("Account used is not a delegated administrator");
        }
    }

    static void requireNoDeploymentTargets(@Nullable DeploymentTargets targets) {
        if (targets != null) {
            throw Errors.validation("StackSets with SELF_MANAGED permission model can only have accounts as target");
        }
    }
}

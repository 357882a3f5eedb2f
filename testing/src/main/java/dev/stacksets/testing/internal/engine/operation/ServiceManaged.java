package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.template.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;

/** What a definition may say under its permission model, and who may operate service-managed sets. */
public final class ServiceManaged {

    private static final String NO_AUTHORITY = "You must be the management account or delegated admin account of an"
            + " organization before operating a SERVICE_MANAGED stack set";

    private final Optional<OrganizationTree> organization;

    public ServiceManaged(Optional<OrganizationTree> organization) {
        this.organization = organization;
    }

    public static boolean isServiceManaged(@Nullable PermissionModels model) {
        if (model == PermissionModels.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.validation("1 validation error detected: Value at 'permissionModel' failed to satisfy"
                    + " constraint: Member must satisfy enum value set: " + PermissionModels.knownValues());
        }
        return model == PermissionModels.SERVICE_MANAGED;
    }

    void requireAuthority(Caller administrator) {
        OrganizationTree tree = organization
                .filter(found -> found.managementAccount().equals(administrator.account()))
                .orElseThrow(() -> Errors.validation(NO_AUTHORITY));
        if (!tree.administration().isStackSetsActive()) {
            throw Errors.validation("You must enable organizations access to operate a service managed stack set");
        }
    }

    /** Refuses what the permission model does not have. */
    public void requireFitting(Caller administrator, Definition definition) {
        definition.autoDeployment().ifPresent(ServiceManaged::requireSensible);
        if (!definition.isServiceManaged()) {
            if (definition.autoDeployment().isPresent()) {
                throw Errors.validation("AutoDeployment is only for stack sets with SERVICE_MANAGED permission model");
            }
            return;
        }
        requireAuthority(administrator);
        requireDeployable(definition.template());
        if (definition.administrationRoleArn().isPresent()
                || definition.executionRoleName().isPresent()) {
            throw Errors.validation("Roles are only for stack sets with SELF_MANAGED permission model");
        }
    }

    private static void requireDeployable(Template template) {
        if (!template.transforms().isEmpty()) {
            throw Errors.validation(
                    "Stack sets with SERVICE_MANAGED permission model cannot use transforms: " + template.transforms());
        }
        if (template.resources().containsValue("AWS::CloudFormation::Stack")) {
            throw Errors.validation("Stack sets with SERVICE_MANAGED permission model cannot use nested stacks");
        }
    }

    private static void requireSensible(AutoDeployment autoDeployment) {
        boolean enabled = Boolean.TRUE.equals(autoDeployment.enabled());
        if (!enabled && Boolean.TRUE.equals(autoDeployment.retainStacksOnAccountRemoval())) {
            throw Errors.validation("RetainStacksOnAccountRemoval can only be specified if AutoDeployment is enabled");
        }
    }
}

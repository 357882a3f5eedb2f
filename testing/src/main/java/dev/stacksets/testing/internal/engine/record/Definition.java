package dev.stacksets.testing.internal.engine.record;

import dev.stacksets.testing.internal.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What a stack set deploys. Replaced whole, kept whatever its operation does. */
public record Definition(
        Optional<String> description,
        Template template,
        Map<String, String> parameters,
        List<String> capabilities,
        List<Tag> tags,
        Optional<String> administrationRoleArn,
        Optional<String> executionRoleName,
        boolean managedExecution,
        boolean isServiceManaged,
        Optional<AutoDeployment> autoDeployment) {

    /** The same without what the other permission model does not have, if that is what it becomes. */
    public Definition under(boolean serviceManaged) {
        return serviceManaged == isServiceManaged
                ? this
                : new Definition(
                        description,
                        template,
                        parameters,
                        capabilities,
                        tags,
                        Optional.empty(),
                        Optional.empty(),
                        managedExecution,
                        serviceManaged,
                        Optional.empty());
    }

    public boolean deploysAutomatically() {
        return isServiceManaged
                && autoDeployment
                        .filter(auto -> Boolean.TRUE.equals(auto.enabled()))
                        .isPresent();
    }

    /** ARNs of the sets whose automatic deployments go before those of this one. */
    public List<String> dependsOn() {
        return autoDeployment.map(AutoDeployment::dependsOn).orElse(List.of());
    }

    /** The same, without a dependency or without all. */
    public Definition independent(Predicate<String> of) {
        List<String> left = dependsOn().stream().filter(of.negate()).toList();
        return new Definition(
                description,
                template,
                parameters,
                capabilities,
                tags,
                administrationRoleArn,
                executionRoleName,
                managedExecution,
                isServiceManaged,
                autoDeployment.map(auto ->
                        auto.toBuilder().dependsOn(left.isEmpty() ? null : left).build()));
    }

    public static final String DEFAULT_EXECUTION_ROLE = "AWSCloudFormationStackSetExecutionRole";

    public static String defaultAdministrationRole(String account) {
        return "arn:aws:iam::" + account + ":role/AWSCloudFormationStackSetAdministrationRole";
    }
}

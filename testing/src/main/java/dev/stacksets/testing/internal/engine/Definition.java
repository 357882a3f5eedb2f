package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What a stack set deploys. Replaced whole, kept whatever its operation does. */
record Definition(
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

    boolean deploysAutomatically() {
        return isServiceManaged
                && autoDeployment
                        .filter(auto -> Boolean.TRUE.equals(auto.enabled()))
                        .isPresent();
    }

    static final String DEFAULT_EXECUTION_ROLE = "AWSCloudFormationStackSetExecutionRole";

    static String defaultAdministrationRole(String account) {
        return "arn:aws:iam::" + account + ":role/AWSCloudFormationStackSetAdministrationRole";
    }
}

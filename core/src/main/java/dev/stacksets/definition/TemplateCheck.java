package dev.stacksets.definition;

import dev.stacksets.definition.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** A definition held against what AWS read out of its template. */
final class TemplateCheck {
    private static final String PARAMETERS = "parameters";
    private static final String NESTED_STACK = "AWS::CloudFormation::Stack";

    private final TemplateSummary template;
    private final StackSetDefinition definition;
    private final List<Finding> findings = new ArrayList<>();

    TemplateCheck(TemplateSummary template, StackSetDefinition definition) {
        this.template = template;
        this.definition = definition;
    }

    List<Finding> findings() {
        definition.parameters().forEach(this::given);
        template.parameters().values().forEach(this::declared);
        template.capabilities().forEach(this::needed);
        unrecognized();
        if (isServiceManaged()) {
            undeployable();
        }
        return List.copyOf(findings);
    }

    private void given(String key, ParameterValue value) {
        TemplateParameter parameter = template.parameters().get(key);
        if (parameter == null) {
            unknown(key);
            return;
        }
        text(value).filter(text -> !parameter.allows(text)).ifPresent(text -> notAllowed(parameter));
        shownOrHidden(parameter, value);
    }

    /** A macro may add to what is declared, and AWS tells only what was there before it. */
    private void unknown(String key) {
        String problem = "Parameter '" + key + "' is given, but the template declares "
                + (template.parameters().isEmpty()
                        ? "none"
                        : String.join(", ", template.parameters().keySet()));
        if (template.transforms().isEmpty()) {
            error(PARAMETERS, problem + ".", "Leave it out, or declare it in the template.");
        } else {
            warning(
                    problem + ", unless a transform adds it" + named(template.transforms()) + ".",
                    "Leave it out, or declare it in the template.");
        }
    }

    private static Optional<String> text(ParameterValue value) {
        if (value instanceof Secret secret) {
            return Optional.of(secret.reveal());
        }
        return value instanceof ParameterValue.Plain plain ? Optional.of(plain.value()) : Optional.empty();
    }

    private void notAllowed(TemplateParameter parameter) {
        error(
                PARAMETERS,
                "Parameter '" + parameter.key() + "' has a value that the template does not allow.",
                parameter.noEcho()
                        ? "Give one of the AllowedValues in the template."
                        : "Give one of " + String.join(", ", parameter.allowedValues()) + ".");
    }

    private void shownOrHidden(TemplateParameter parameter, ParameterValue value) {
        if (parameter.noEcho() && value instanceof ParameterValue.Plain) {
            warning(
                    "Parameter '" + parameter.key()
                            + "' is NoEcho in the template, but plain here: logs and plans may show it.",
                    "Give it as Secret.of(...).");
        }
        if (!parameter.noEcho() && value instanceof Secret) {
            warning(
                    "Parameter '" + parameter.key()
                            + "' is a secret here, but not NoEcho in the template: AWS shows it on every read.",
                    "Declare it NoEcho: true in the template.");
        }
    }

    private void declared(TemplateParameter parameter) {
        if (parameter.defaultValue().isEmpty() && !definition.parameters().containsKey(parameter.key())) {
            error(
                    PARAMETERS,
                    "Parameter '" + parameter.key() + "' has no value here and no default in the template.",
                    parameter.noEcho() ? "Give it a value, as a secret." : "Give it a value.");
        }
    }

    private void needed(Capability capability) {
        boolean pointless = isServiceManaged() && capability == Capability.CAPABILITY_AUTO_EXPAND;
        if (!pointless && !isAcknowledged(capability)) {
            error(
                    "capabilities",
                    "The template needs " + capability + ", which is not acknowledged"
                            + template.capabilitiesReason()
                                    .map(reason -> ": " + reason)
                                    .orElse("") + ".",
                    "If you trust the template, acknowledge " + capability + ".");
        }
    }

    /** Who may name IAM resources may make them. */
    private boolean isAcknowledged(Capability capability) {
        Set<Capability> acknowledged = definition.capabilities();
        return acknowledged.contains(capability)
                || (capability == Capability.CAPABILITY_IAM && acknowledged.contains(Capability.CAPABILITY_NAMED_IAM));
    }

    private boolean isServiceManaged() {
        return definition.permissionModel() == PermissionModel.SERVICE_MANAGED;
    }

    /** Private and third-party types need only be known where stacks are made. */
    private void unrecognized() {
        if (!template.unrecognizedTypes().isEmpty()) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    "template",
                    "AWS does not know resource types of the template in this account and Region: "
                            + String.join(", ", template.unrecognizedTypes()) + ".",
                    "Correct them, or see that they are registered in every target account and Region."));
        }
    }

    /** User guide, considerations for service-managed permissions: neither macros and transforms nor nested stacks. */
    private void undeployable() {
        if (!template.transforms().isEmpty() || template.capabilities().contains(Capability.CAPABILITY_AUTO_EXPAND)) {
            error(
                    "template",
                    "The template has transforms or macros" + named(template.transforms())
                            + ", which AWS does not deploy with service-managed permissions, whatever is acknowledged.",
                    "Expand them first and pass the expanded template, or use self-managed permissions.");
        }
        if (template.resourceTypes().contains(NESTED_STACK)) {
            error(
                    "template",
                    "The template has nested stacks (" + NESTED_STACK
                            + "), which AWS does not deploy with service-managed permissions.",
                    "Put their resources into the template itself, or into stack sets of their own.");
        }
    }

    private static String named(List<String> transforms) {
        return transforms.isEmpty() ? "" : " (" + String.join(", ", transforms) + ")";
    }

    private void error(String field, String problem, String nextStep) {
        findings.add(new Finding(Severity.ERROR, field, problem, nextStep));
    }

    private void warning(String problem, String nextStep) {
        findings.add(new Finding(Severity.WARNING, PARAMETERS, problem, nextStep));
    }
}

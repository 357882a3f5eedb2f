package dev.stacksets.samples.cli;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.text.Printable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** The options that say what a stack set is. */
final class DefinitionOptions {
    @Option(names = "--template", paramLabel = "FILE", required = true, description = "The template, JSON or YAML.")
    private Path template = Path.of("");

    @Option(
            names = "--parameter",
            paramLabel = "KEY=VALUE",
            description = "A template parameter. Of a stack set that exists, those not given keep their value.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--secret-parameter",
            paramLabel = "KEY[=VARIABLE]",
            description = "A secret one: its value is read from the environment variable, or asked for. Shown nowhere.")
    private List<String> secretParameters = List.of();

    @Option(
            names = "--default-parameter",
            paramLabel = "KEY",
            description = "Of a stack set that exists: back to the template's default, or out of the template.")
    private Set<String> defaultParameters = Set.of();

    @Option(
            names = "--capability",
            paramLabel = "CAPABILITY",
            converter = CapabilityConverter.class,
            description = "What the template may do, for example CAPABILITY_NAMED_IAM.")
    private List<Capability> capabilities = List.of();

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; those given replace all there are.")
    private Map<String, String> tags = Map.of();

    @Option(
            names = "--administration-role-arn",
            paramLabel = "ARN",
            description = "The role in the administrator account; otherwise AWS's default name.")
    private Optional<String> administrationRoleArn = Optional.empty();

    @Option(
            names = "--execution-role-name",
            paramLabel = "NAME",
            description = "The role in the target accounts; otherwise AWS's default name.")
    private Optional<String> executionRoleName = Optional.empty();

    /** Checks everything and reads the file and the secrets, all before the first call. */
    StackSetDefinition definition(String name, Surroundings surroundings) {
        return definition(name, false, surroundings);
    }

    StackSetDefinition definition(String name, boolean serviceManaged, Surroundings surroundings) {
        TemplateSource source = TemplateSource.file(template);
        warnOfSecrets(source, surroundings);
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        parameters.forEach((key, value) -> values.put(key, ParameterValue.of(value)));
        values.putAll(new SecretParameters(surroundings).read(secretParameters));
        StackSetDefinition.Builder definition = StackSetDefinition.builder()
                .name(name)
                .template(source)
                .permissionModel(serviceManaged ? PermissionModel.SERVICE_MANAGED : PermissionModel.SELF_MANAGED)
                .putAllParameters(values)
                .capabilities(capabilities)
                .putAllTags(tags);
        administrationRoleArn.ifPresent(definition::administrationRoleArn);
        executionRoleName.ifPresent(definition::executionRoleName);
        return definition.build();
    }

    /** What stands on the command line is seen by every process of the machine, and kept in the shell's history. */
    private void warnOfSecrets(TemplateSource source, Surroundings surroundings) {
        if (!parameters.isEmpty() && source instanceof TemplateSource.Inline inline) {
            NoEchoParameters.in(inline.body()).stream()
                    .filter(parameters::containsKey)
                    .forEach(key -> surroundings
                            .screen()
                            .note("Warning: parameter " + Printable.value(key)
                                    + " is NoEcho in the template, but --parameter"
                                    + " shows its value in the list of processes and in the shell's history: pass"
                                    + " --secret-parameter " + Printable.value(key) + " instead."));
        }
    }

    /** The same for a stack set that exists: what is not said again stays as it is. */
    StackSetUpdateSpec.Builder update(StackSetDefinition wanted, StackSetDescription existing) {
        StackSetUpdateSpec.Builder update =
                StackSetUpdateSpec.builder().template(wanted.template()).capabilities(wanted.capabilities());
        existing.parameters().keySet().stream()
                .filter(key -> !wanted.parameters().containsKey(key) && !defaultParameters.contains(key))
                .forEach(update::usePreviousValue);
        wanted.parameters().forEach(update::parameter);
        if (!wanted.tags().isEmpty()) {
            update.tags(wanted.tags());
        }
        wanted.administrationRoleArn().or(existing::administrationRoleArn).ifPresent(update::administrationRoleArn);
        wanted.executionRoleName().ifPresent(update::executionRoleName);
        return update;
    }
}

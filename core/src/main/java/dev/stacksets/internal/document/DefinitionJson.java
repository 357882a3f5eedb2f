package dev.stacksets.internal.document;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.TemplateSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Definitions, wanted and found, as JSON. */
final class DefinitionJson {
    private DefinitionJson() {}

    static Tree of(StackSetDefinition definition) {
        return Tree.of()
                .put("name", definition.name())
                .put("description", definition.description())
                .put("template", template(definition.template()))
                .put("parameters", values(definition.parameters()))
                .putAll("capabilities", names(definition.capabilities()))
                .putAll("tags", definition.tags(), tag -> tag)
                .put("permissionModel", definition.permissionModel().name())
                .put("autoDeployment", definition.autoDeployment().map(DefinitionJson::of))
                .put("administrationRoleArn", definition.administrationRoleArn())
                .put("executionRoleName", definition.executionRoleName())
                .put("managedExecution", definition.managedExecution());
    }

    static StackSetDefinition definition(Fields fields) {
        StackSetDefinition.Builder definition = StackSetDefinition.builder()
                .name(fields.text("name"))
                .template(fields.object("template", DefinitionJson::template))
                .putAllParameters(values(fields, "parameters"))
                .capabilities(capabilities(fields))
                .putAllTags(fields.textMap("tags"))
                .permissionModel(fields.constant("permissionModel", PermissionModel.class))
                .managedExecution(fields.flag("managedExecution"));
        fields.optionalText("description").ifPresent(definition::description);
        fields.optionalObject("autoDeployment", DefinitionJson::autoDeployment).ifPresent(definition::autoDeployment);
        fields.optionalText("administrationRoleArn").ifPresent(definition::administrationRoleArn);
        fields.optionalText("executionRoleName").ifPresent(definition::executionRoleName);
        return definition.build();
    }

    static Tree of(StackSetDescription found) {
        return Tree.of()
                .put("name", found.name())
                .put("id", found.id())
                .put("arn", found.arn())
                .put("status", found.status().name())
                .put("description", found.description())
                .put("template", found.templateBody())
                .putAll("parameters", found.parameters(), value -> value)
                .putAll("capabilities", new TreeSet<>(found.capabilities()))
                .putAll("tags", found.tags(), tag -> tag)
                .put("permissionModel", found.permissionModel().name())
                .put("autoDeployment", found.autoDeployment().map(DefinitionJson::of))
                .put("administrationRoleArn", found.administrationRoleArn())
                .put("executionRoleName", found.executionRoleName())
                .put("managedExecution", found.managedExecution());
    }

    static StackSetDescription description(Fields fields) {
        return StackSetDescription.builder()
                .name(fields.text("name"))
                .id(fields.text("id"))
                .arn(fields.optionalText("arn"))
                .status(fields.constant("status", StackSetStatus.class))
                .description(fields.optionalText("description"))
                .templateBody(fields.optionalText("template"))
                .parameters(fields.textMap("parameters"))
                .capabilities(fields.texts("capabilities"))
                .tags(fields.textMap("tags"))
                .permissionModel(fields.constant("permissionModel", PermissionModel.class))
                .autoDeployment(fields.optionalObject("autoDeployment", DefinitionJson::autoDeployment))
                .administrationRoleArn(fields.optionalText("administrationRoleArn"))
                .executionRoleName(fields.optionalText("executionRoleName"))
                .managedExecution(fields.flag("managedExecution"))
                .build();
    }

    static Tree template(TemplateSource template) {
        if (template instanceof TemplateSource.Inline text) {
            return Tree.of().put("body", text.body()).put("origin", text.origin());
        }
        if (template instanceof TemplateSource.Url address) {
            return Tree.of().put("url", address.url());
        }
        throw new IllegalArgumentException("a plan has templates by text or address only");
    }

    static TemplateSource template(Fields fields) {
        return fields.optionalText("url")
                .map(TemplateSource::url)
                .orElseGet(() -> new TemplateSource.Inline(fields.text("body"), fields.text("origin")));
    }

    static Tree of(AutoDeployment auto) {
        return Tree.of()
                .put("enabled", auto.enabled())
                .put("retainsStacks", auto.retainsStacks())
                .putAll("dependsOn", auto.dependsOn());
    }

    static AutoDeployment autoDeployment(Fields fields) {
        return new AutoDeployment(fields.flag("enabled"), fields.flag("retainsStacks"), fields.texts("dependsOn"));
    }

    static Map<String, Object> values(Map<String, ParameterValue> values) {
        return Tree.map(values, DefinitionJson::value);
    }

    private static Object value(ParameterValue value) {
        if (value instanceof ParameterValue.Plain plain) {
            return plain.value();
        }
        if (value instanceof ParameterValue.Withheld withheld) {
            return Tree.of().put("secret", withheld.fingerprint());
        }
        if (value instanceof ParameterValue.Previous) {
            return Tree.of().put("previous", true);
        }
        throw new IllegalArgumentException("a secret is never written");
    }

    static Map<String, ParameterValue> values(Fields fields, String name) {
        return fields.map(name, ParameterValue::of, DefinitionJson::value);
    }

    private static ParameterValue value(Fields fields) {
        Optional<String> secret = fields.optionalText("secret");
        if (secret.isPresent()) {
            return new ParameterValue.Withheld(secret.get());
        }
        if (!fields.flag("previous")) {
            throw new InvalidInputException("previous", "it can only be true.");
        }
        return ParameterValue.previous();
    }

    static Set<String> names(Iterable<Capability> capabilities) {
        Set<String> names = new TreeSet<>();
        capabilities.forEach(capability -> names.add(capability.toString()));
        return names;
    }

    static Iterable<Capability> capabilities(Fields fields) {
        return fields.texts("capabilities").stream().map(Capability::fromValue).toList();
    }
}

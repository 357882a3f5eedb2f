package dev.stacksets.testing.internal.template;

import static dev.stacksets.testing.internal.template.TemplateTree.child;
import static dev.stacksets.testing.internal.template.TemplateTree.invalid;
import static dev.stacksets.testing.internal.template.TemplateTree.keys;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The anatomy of a template and its quotas. What the resources say is their own service's business.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">Sections</a>
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a>
 */
final class TemplateRules {

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Transform",
            "Resources",
            "Outputs",
            "Hooks");
    private static final Set<String> RESOURCE_MEMBERS = Set.of(
            "Type",
            "Properties",
            "Condition",
            "CreationPolicy",
            "DeletionPolicy",
            "DependsOn",
            "Metadata",
            "UpdatePolicy",
            "UpdateReplacePolicy");
    private static final Set<String> PARAMETER_MEMBERS = Set.of(
            "Type",
            "Default",
            "NoEcho",
            "Description",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue");
    private static final Map<String, Integer> MOST =
            Map.of("Parameters", 200, "Resources", 500, "Outputs", 200, "Mappings", 200);
    private static final Pattern PARAMETER_TYPE =
            Pattern.compile("String|Number|CommaDelimitedList|List<Number>|List<AWS::.+>|AWS::.+");
    private static final Pattern LOGICAL_ID = Pattern.compile("[a-zA-Z0-9]{1,255}");
    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("\\{\\{resolve:");
    private static final int MOST_DYNAMIC_REFERENCES = 60;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int LONGEST_MESSAGE = 500;

    private TemplateRules() {}

    /** Refuses a template whose sections are not as they must be, before anything is read out of it. */
    static void require(MappingNode root) {
        // A macro may have sections of its own.
        List<String> unknown = unknown(keys(root), SECTIONS);
        if (child(root, "Transform").isEmpty() && !unknown.isEmpty()) {
            throw refusal("Invalid template property or properties " + unknown);
        }
        requireVersionAndDescription(root);
        MOST.keySet().forEach(section -> requireSection(root, section));
        TemplateTree.objects(root, "Outputs").values().forEach(output -> {
            if (child(output, "Value").isEmpty()) {
                throw invalid("Every Outputs member must contain a Value object");
            }
        });
        TemplateTree.objects(root, "Parameters")
                .values()
                .forEach(parameter -> requireMembers("parameter", parameter, PARAMETER_MEMBERS));
        TemplateTree.objects(root, "Resources")
                .values()
                .forEach(resource -> requireMembers("resource", resource, RESOURCE_MEMBERS));
        requireFewDynamicReferences(root);
    }

    private static void requireMembers(String what, MappingNode object, Set<String> known) {
        unknown(keys(object), known).stream()
                .filter(member -> !TemplateTree.isMacro(member))
                .findFirst()
                .ifPresent(member -> {
                    throw refusal("Invalid template " + what + " property '" + member + "'");
                });
    }

    private static List<String> unknown(List<String> names, Set<String> known) {
        return names.stream().filter(name -> !known.contains(name)).toList();
    }

    private static AwsError refusal(String message) {
        return new AwsError(400, "ValidationError", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }

    private static void requireVersionAndDescription(MappingNode root) {
        child(root, "AWSTemplateFormatVersion").ifPresent(version -> {
            if (!TemplateTree.texts(version).equals(List.of("2010-09-09"))) {
                throw invalid("unsupported value for AWSTemplateFormatVersion.");
            }
        });
        child(root, "Description").ifPresent(description -> {
            if (!(description instanceof ScalarNode text)) {
                throw invalid("every Description member must be a string.");
            }
            if (text.getValue().getBytes(StandardCharsets.UTF_8).length > LONGEST_DESCRIPTION) {
                throw invalid("'Description' length is greater than " + LONGEST_DESCRIPTION + ".");
            }
        });
    }

    private static void requireSection(MappingNode root, String section) {
        Set<String> names = TemplateTree.objects(root, section).keySet();
        int most = MOST.getOrDefault(section, Integer.MAX_VALUE);
        if (names.size() > most) {
            throw invalid("Number of " + section.toLowerCase(Locale.ROOT) + ", " + names.size()
                    + ", is greater than maximum allowed, " + most);
        }
        String misnamed = names.stream()
                .filter(name -> !LOGICAL_ID.matcher(name).matches())
                .collect(Collectors.joining(", "));
        if (!misnamed.isEmpty() && !section.equals("Mappings")) {
            throw invalid(section.substring(0, section.length() - 1) + " name " + misnamed
                    + " is non alphanumeric or longer than 255 characters.");
        }
    }

    /** Refuses a type that no parameter has. */
    static String requireParameterType(String type) {
        if (!PARAMETER_TYPE.matcher(type).matches()) {
            throw invalid("Unrecognized parameter type: " + type);
        }
        return type;
    }

    private static void requireFewDynamicReferences(MappingNode root) {
        long[] references = {0};
        TemplateTree.walk(root, node -> {
            if (node instanceof ScalarNode text) {
                references[0] +=
                        DYNAMIC_REFERENCE.matcher(text.getValue()).results().count();
            }
        });
        if (references[0] > MOST_DYNAMIC_REFERENCES) {
            throw invalid("Number of dynamic references, " + references[0] + ", is greater than maximum allowed, "
                    + MOST_DYNAMIC_REFERENCES);
        }
    }
}

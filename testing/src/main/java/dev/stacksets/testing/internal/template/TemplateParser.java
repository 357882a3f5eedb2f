package dev.stacksets.testing.internal.template;

import static dev.stacksets.testing.internal.template.TemplateTree.child;
import static dev.stacksets.testing.internal.template.TemplateTree.invalid;
import static dev.stacksets.testing.internal.template.TemplateTree.mapping;
import static dev.stacksets.testing.internal.template.TemplateTree.text;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what StackSets looks at out of YAML (with CloudFormation's short tags) and JSON templates. */
public final class TemplateParser {

    static final String IAM = "CAPABILITY_IAM";
    static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";
    private static final String AUTO_EXPAND = "CAPABILITY_AUTO_EXPAND";

    /** IAM resource types and the property that gives the resource a custom name, empty when there is none. */
    private static final Map<String, String> IAM_TYPES = Map.of(
            "AWS::IAM::User", "UserName",
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::Policy", "",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName",
            "AWS::IAM::AccessKey", "",
            "AWS::IAM::UserToGroupAddition", "");

    private TemplateParser() {}

    /**
     * Parses a template.
     *
     * @param body YAML or JSON
     * @return what StackSets looks at
     * @throws AwsError code {@code ValidationError} when it is no template
     */
    public static Template parse(String body) {
        MappingNode root = TemplateTree.read(body);
        TemplateRules.require(root);
        Map<String, MappingNode> resources = TemplateTree.objects(root, "Resources");
        List<String> transforms = transforms(root);
        if (resources.isEmpty() && transforms.isEmpty()) {
            throw invalid("At least one Resources member must be defined.");
        }
        Map<String, String> types = new LinkedHashMap<>();
        resources.forEach((name, resource) -> types.put(name, type(name, resource)));
        return new Template(
                body,
                text(root, "AWSTemplateFormatVersion"),
                text(root, "Description"),
                text(root, "Metadata"),
                parameters(root),
                types,
                transforms,
                capabilities(resources, !transforms.isEmpty()),
                new TreeSet<>(types.values())
                        .stream().filter(IAM_TYPES::containsKey).toList());
    }

    /** Those of the top level, then those of {@code Fn::Transform} wherever it stands. */
    private static List<String> transforms(MappingNode root) {
        Set<String> names = new LinkedHashSet<>();
        child(root, "Transform").ifPresent(section -> names.addAll(declared(section)));
        TemplateTree.walk(
                root,
                node -> mapping(node).ifPresent(mapping -> {
                    child(mapping, "Fn::Transform").ifPresent(call -> names.add(macroName(call)));
                    if (mapping.getTag().getValue().equals("!Transform")) {
                        names.add(macroName(mapping));
                    }
                }));
        return List.copyOf(names);
    }

    private static List<String> declared(Node section) {
        return section instanceof SequenceNode several
                ? several.getValue().stream()
                        .flatMap(one -> declared(one).stream())
                        .toList()
                : mapping(section).map(macro -> List.of(macroName(macro))).orElseGet(() -> TemplateTree.texts(section));
    }

    private static String macroName(Node call) {
        return mapping(call).flatMap(macro -> text(macro, "Name")).orElse("Fn::Transform");
    }

    private static String type(String name, MappingNode resource) {
        return text(resource, "Type")
                .orElseThrow(
                        () -> invalid("[/Resources/" + name + "] Every Resources object must contain a Type member."));
    }

    private static Set<String> capabilities(Map<String, MappingNode> resources, boolean transformed) {
        Set<String> needed = new LinkedHashSet<>();
        boolean named = resources.values().stream().anyMatch(TemplateParser::hasCustomIamName);
        boolean iam = resources.values().stream()
                .anyMatch(
                        resource -> IAM_TYPES.containsKey(text(resource, "Type").orElse("")));
        if (iam) {
            needed.add(named ? NAMED_IAM : IAM);
        }
        if (transformed) {
            needed.add(AUTO_EXPAND);
        }
        return needed;
    }

    private static boolean hasCustomIamName(MappingNode resource) {
        String property = IAM_TYPES.getOrDefault(text(resource, "Type").orElse(""), "");
        return !property.isEmpty()
                && child(resource, "Properties")
                        .flatMap(TemplateTree::mapping)
                        .flatMap(properties -> child(properties, property))
                        .isPresent();
    }

    private static Map<String, TemplateParameter> parameters(MappingNode root) {
        Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
        TemplateTree.objects(root, "Parameters").forEach((name, node) -> parameters.put(name, parameter(name, node)));
        return parameters;
    }

    private static TemplateParameter parameter(String name, MappingNode node) {
        return new TemplateParameter(
                name,
                text(node, "Type")
                        .map(TemplateRules::requireParameterType)
                        .orElseThrow(() -> invalid("Every Parameters object must contain a Type member: " + name)),
                child(node, "Default").map(value -> String.join(",", TemplateTree.texts(value))),
                text(node, "NoEcho").filter(TemplateParser::isTrue).isPresent(),
                text(node, "Description"),
                child(node, "AllowedValues").map(TemplateTree::texts).orElse(List.of()),
                text(node, "AllowedPattern"),
                number(node, "MinLength"),
                number(node, "MaxLength"),
                number(node, "MinValue"),
                number(node, "MaxValue"));
    }

    /** CloudFormation reads YAML 1.1, to which these are the same; a text in quotes counts too. */
    private static boolean isTrue(String word) {
        return Set.of("true", "yes", "on").contains(word.toLowerCase(Locale.ROOT));
    }

    private static Optional<BigDecimal> number(MappingNode node, String key) {
        return text(node, key).flatMap(TemplateParameter::number);
    }
}

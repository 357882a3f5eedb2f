package dev.stacksets.testing.internal.template;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.yaml.Yaml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML (with CloudFormation's short tags) and JSON templates as nodes; nothing is constructed from tags. */
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
        MappingNode root = mapping(compose(body)).orElseThrow(() -> invalid("unsupported structure."));
        Map<String, MappingNode> resources = mappings(child(root, "Resources"));
        if (resources.isEmpty()) {
            throw invalid("At least one Resources member must be defined.");
        }
        List<String> transforms =
                child(root, "Transform").map(TemplateParser::texts).orElse(List.of());
        Map<String, String> types = new LinkedHashMap<>();
        resources.forEach((name, resource) -> types.put(name, type(name, resource)));
        return new Template(
                body,
                text(root, "AWSTemplateFormatVersion"),
                text(root, "Description"),
                text(root, "Metadata"),
                parameters(child(root, "Parameters")),
                types,
                transforms,
                capabilities(resources, transforms),
                new TreeSet<>(types.values())
                        .stream().filter(IAM_TYPES::containsKey).toList());
    }

    private static Node compose(String body) {
        try {
            return Yaml.compose("template", body).orElseThrow(() -> invalid("unsupported structure."));
        } catch (Yaml.TooDeepException e) {
            throw invalid("nesting is too deep.");
        } catch (YamlEngineException e) {
            throw invalid("YAML not well-formed.");
        }
    }

    private static String type(String name, MappingNode resource) {
        return text(resource, "Type")
                .orElseThrow(
                        () -> invalid("[/Resources/" + name + "] Every Resources object must contain a Type member."));
    }

    private static Set<String> capabilities(Map<String, MappingNode> resources, List<String> transforms) {
        Set<String> needed = new LinkedHashSet<>();
        boolean named = resources.values().stream().anyMatch(TemplateParser::hasCustomIamName);
        boolean iam = resources.values().stream()
                .anyMatch(
                        resource -> IAM_TYPES.containsKey(text(resource, "Type").orElse("")));
        if (iam) {
            needed.add(named ? NAMED_IAM : IAM);
        }
        if (!transforms.isEmpty()) {
            needed.add(AUTO_EXPAND);
        }
        return needed;
    }

    private static boolean hasCustomIamName(MappingNode resource) {
        String property = IAM_TYPES.getOrDefault(text(resource, "Type").orElse(""), "");
        return !property.isEmpty()
                && child(resource, "Properties")
                        .flatMap(TemplateParser::mapping)
                        .flatMap(properties -> child(properties, property))
                        .isPresent();
    }

    private static Map<String, TemplateParameter> parameters(Optional<Node> section) {
        Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
        mappings(section).forEach((name, node) -> parameters.put(name, parameter(name, node)));
        return parameters;
    }

    private static TemplateParameter parameter(String name, MappingNode node) {
        return new TemplateParameter(
                name,
                text(node, "Type")
                        .orElseThrow(() -> invalid("Every Parameters object must contain a Type member: " + name)),
                child(node, "Default").map(value -> String.join(",", texts(value))),
                text(node, "NoEcho").map(Boolean::parseBoolean).orElse(false),
                text(node, "Description"),
                child(node, "AllowedValues").map(TemplateParser::texts).orElse(List.of()),
                text(node, "AllowedPattern"),
                number(node, "MinLength"),
                number(node, "MaxLength"),
                number(node, "MinValue"),
                number(node, "MaxValue"));
    }

    private static Optional<BigDecimal> number(MappingNode node, String key) {
        return text(node, key).flatMap(TemplateParameter::number);
    }

    private static Map<String, MappingNode> mappings(Optional<Node> section) {
        Map<String, MappingNode> entries = new LinkedHashMap<>();
        section.flatMap(TemplateParser::mapping)
                .ifPresent(node -> node.getValue().forEach(tuple -> entries.put(key(tuple), requireMapping(tuple))));
        return entries;
    }

    private static MappingNode requireMapping(NodeTuple tuple) {
        return mapping(tuple.getValueNode()).orElseThrow(() -> invalid("[" + key(tuple) + "] must be an object."));
    }

    private static Optional<Node> child(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(tuple -> key(tuple).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Optional<String> text(MappingNode node, String key) {
        return child(node, key).filter(ScalarNode.class::isInstance).map(value -> ((ScalarNode) value).getValue());
    }

    private static List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            texts.add(scalar.getValue());
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> texts.addAll(scalarText(item)));
        }
        return texts;
    }

    private static List<String> scalarText(Node item) {
        return item instanceof ScalarNode scalar ? List.of(scalar.getValue()) : List.of();
    }

    private static Optional<MappingNode> mapping(Node node) {
        return node instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }

    private static AwsError invalid(String what) {
        return new AwsError(400, "ValidationError", "Template format error: " + what);
    }
}

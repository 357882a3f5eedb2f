package dev.stacksets.testing.internal.template;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.yaml.BoundedParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A template as nodes; nothing is constructed from tags. */
final class TemplateTree {

    private TemplateTree() {}

    static MappingNode read(String body) {
        return mapping(compose(body)).orElseThrow(() -> invalid("unsupported structure."));
    }

    private static Node compose(String body) {
        try {
            return BoundedParser.compose("template", body).orElseThrow(() -> invalid("unsupported structure."));
        } catch (BoundedParser.ExceededException e) {
            throw invalid(e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw invalid("YAML not well-formed.");
        }
    }

    /** Shows every node once. An alias, which CloudFormation does not allow, would show one twice. */
    static void walk(Node root, Consumer<Node> visitor) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> left = new ArrayDeque<>();
        left.push(root);
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (!seen.add(node)) {
                throw new AwsError(
                        400,
                        "ValidationError",
                        "Template error: YAML aliases are not allowed in CloudFormation templates");
            }
            visitor.accept(node);
            if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> {
                    left.push(tuple.getKeyNode());
                    left.push(tuple.getValueNode());
                });
            } else if (node instanceof SequenceNode sequence) {
                sequence.getValue().forEach(left::push);
            }
        }
    }

    /** The objects of a section by name; nothing when there is no such section. */
    static Map<String, MappingNode> objects(MappingNode root, String section) {
        Map<String, MappingNode> objects = new LinkedHashMap<>();
        child(root, section)
                .ifPresent(node -> mapping(node)
                        .orElseThrow(() -> invalid("[/" + section + "] must be an object."))
                        .getValue()
                        .forEach(tuple -> {
                            if (!isMacro(key(tuple))) {
                                objects.put(key(tuple), object(section, tuple));
                            }
                        }));
        return objects;
    }

    /** What a transform replaces before anybody looks, such as {@code Fn::Transform} or {@code Fn::ForEach::Name}. */
    static boolean isMacro(String key) {
        return key.startsWith("Fn::");
    }

    private static MappingNode object(String section, NodeTuple tuple) {
        return mapping(tuple.getValueNode())
                .orElseThrow(() -> invalid("[/" + section + "/" + key(tuple) + "] must be an object."));
    }

    static Optional<Node> child(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(tuple -> key(tuple).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    static List<String> keys(MappingNode node) {
        return node.getValue().stream().map(TemplateTree::key).toList();
    }

    static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static Optional<String> text(MappingNode node, String key) {
        return child(node, key).filter(ScalarNode.class::isInstance).map(value -> ((ScalarNode) value).getValue());
    }

    static List<String> texts(Node node) {
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

    static Optional<MappingNode> mapping(Node node) {
        return node instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }

    static AwsError invalid(String what) {
        return new AwsError(400, "ValidationError", "Template format error: " + what);
    }
}

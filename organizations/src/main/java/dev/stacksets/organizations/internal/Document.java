package dev.stacksets.organizations.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML or JSON document that is only looked into: what is not there, or is of another shape, is empty. Nothing is
 * constructed from tags, so templates with the short ones of CloudFormation can be read.
 *
 * @param node a part of it
 */
public record Document(Node node) {

    /** Reads a text; empty if it is not well-formed, or beyond the bounds. */
    public static Optional<Document> parse(String text) {
        try {
            return BoundedParser.compose("document", text).map(Document::new);
        } catch (YamlEngineException unreadable) {
            return Optional.empty();
        }
    }

    /** What stands under a key. */
    public Optional<Document> child(String key) {
        return Optional.ofNullable(children().get(key));
    }

    /** What stands under keys one below the other. */
    public Optional<Document> at(String... path) {
        Optional<Document> at = Optional.of(this);
        for (String key : path) {
            at = at.flatMap(document -> document.child(key));
        }
        return at;
    }

    /** All keys with what stands under them. */
    public Map<String, Document> children() {
        Map<String, Document> children = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(entry -> new Document(entry.getKeyNode())
                            .text()
                            .ifPresent(key -> children.put(key, new Document(entry.getValueNode()))));
        }
        return children;
    }

    /** The elements of a list; of anything else, itself: policy documents may leave out the brackets around one. */
    public List<Document> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(Document::new).toList()
                : List.of(this);
    }

    /** A single value. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Every single value in it, keys among them. */
    public Stream<String> texts() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                    .flatMap(part -> new Document(part).texts());
        }
        return node instanceof SequenceNode ? items().stream().flatMap(Document::texts) : text().stream();
    }
}

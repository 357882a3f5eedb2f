package dev.stacksets.testing.internal.yaml;

import dev.stacksets.definition.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys and values of one mapping. Everything of another shape than asked for is refused with its place. */
public final class YamlSection {

    private final Place place;
    private final String what;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A key, with its place, and what stands under it. */
    private record Entry(YamlText key, Node value) {}

    private YamlSection(Place origin, String what, Node node) {
        this.place = origin.at(node.getStartMark());
        this.what = what;
        if (!(node instanceof MappingNode mapping)) {
            throw place.refusal(what + " must have keys and values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            YamlText key = text(tuple.getKeyNode(), "a key");
            if (entries.put(key.value(), new Entry(key, tuple.getValueNode())) != null) {
                throw key.refusal("'" + key.value() + "' is there twice");
            }
        }
    }

    /** An element of a list, or a value: a text or a section. */
    public final class Item {

        private final Node node;

        private Item(Node node) {
            this.node = node;
        }

        /**
         * The text it is.
         *
         * @return empty when it is none
         */
        public Optional<YamlText> text() {
            return node instanceof ScalarNode ? Optional.of(YamlSection.this.text(node, what)) : Optional.empty();
        }

        /**
         * The section it is.
         *
         * @param name what it is, for messages
         * @return its keys and values
         * @throws InvalidInputException when it is none
         */
        public YamlSection section(String name) {
            return new YamlSection(place, name, node);
        }
    }

    /**
     * Reads a text that is one section.
     *
     * @param field what it is for, as the caller knows it
     * @param origin the file, or what else the text is
     * @param text YAML or JSON
     * @return its keys and values
     * @throws InvalidInputException when it is not well-formed, no section, or beyond the bounds
     */
    public static YamlSection parse(String field, String origin, String text) {
        Place start = new Place(field, origin, 0, 0);
        try {
            Node root = BoundedParser.compose(origin, text).orElseThrow(() -> start.refusal("there is nothing in it"));
            return new YamlSection(start, "the " + field, root);
        } catch (MarkedYamlEngineException malformed) {
            String context = malformed.getContext();
            String during = context == null || context.isEmpty() ? "" : context + ": ";
            throw start.at(malformed.getProblemMark()).refusal(during + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            throw start.refusal(String.valueOf(malformed.getMessage()));
        }
    }

    /**
     * Refuses keys nobody asks for.
     *
     * @param keys that may be there
     * @throws InvalidInputException naming the first that may not
     */
    public void allow(String... keys) {
        List<String> known = List.of(keys);
        entries.values().stream()
                .map(Entry::key)
                .filter(key -> !known.contains(key.value()))
                .findFirst()
                .ifPresent(key -> {
                    throw key.refusal(
                            "nobody asks for '" + key.value() + "' here: " + what + " has " + String.join(", ", known));
                });
    }

    private Optional<Node> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /**
     * The value of a key.
     *
     * @param key of this section
     * @return a text or a section, empty without the key
     */
    public Optional<Item> item(String key) {
        return value(key).map(Item::new);
    }

    /**
     * The text of a key.
     *
     * @param key of this section
     * @return empty without the key
     * @throws InvalidInputException when the value is no text
     */
    public Optional<YamlText> text(String key) {
        return value(key).map(node -> text(node, key));
    }

    /**
     * The text of a key that must be there.
     *
     * @param key of this section
     * @return what is written
     * @throws InvalidInputException without the key, or when the value is no text
     */
    public YamlText required(String key) {
        return text(key).orElseThrow(() -> place.refusal(what + " needs '" + key + "'"));
    }

    /**
     * The list of a key.
     *
     * @param key of this section
     * @return empty without the key
     * @throws InvalidInputException when the value is no list
     */
    public List<Item> items(String key) {
        return value(key).map(node -> list(node, key)).orElse(List.of()).stream()
                .map(Item::new)
                .toList();
    }

    /**
     * The list of texts of a key.
     *
     * @param key of this section
     * @return empty without the key
     * @throws InvalidInputException when the value is no list of texts
     */
    public Optional<List<YamlText>> texts(String key) {
        return value(key)
                .map(node -> list(node, key).stream()
                        .map(element -> text(element, "an element of " + key))
                        .toList());
    }

    /**
     * The texts of a key that are keys and values themselves.
     *
     * @param key of this section
     * @return in their order, empty without the key
     * @throws InvalidInputException when the value is anything else
     */
    public Map<String, YamlText> map(String key) {
        Map<String, YamlText> texts = new LinkedHashMap<>();
        item(key)
                .ifPresent(item -> item.section(key)
                        .entries
                        .forEach((name, entry) -> texts.put(name, text(entry.value(), "the value of " + name))));
        return texts;
    }

    private List<Node> list(Node node, String name) {
        if (node instanceof SequenceNode sequence) {
            return new ArrayList<>(sequence.getValue());
        }
        throw place.at(node.getStartMark()).refusal(name + " must be a list");
    }

    private YamlText text(Node node, String name) {
        Place here = place.at(node.getStartMark());
        if (node instanceof ScalarNode scalar) {
            return new YamlText(scalar.getValue(), here);
        }
        throw here.refusal(name + " must be a text");
    }
}

package dev.stacksets.yaml.internal;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML or JSON document: keys and values, a list, or a text. Asked for another shape than it has, it refuses
 * with its line and column. Nothing is ever constructed from tags.
 */
public final class YamlValue {
    private final String name;
    private final Node node;
    private final Place place;
    private @Nullable Map<String, YamlValue> entries;

    private YamlValue(String name, Node node, Place origin) {
        this.name = name;
        this.node = node;
        this.place = origin.at(node.getStartMark());
    }

    /**
     * Reads one document.
     *
     * @param field what it is for, as the caller knows it
     * @param origin the file, or what else the text is
     * @param text YAML, of which JSON is a part
     * @return its root
     * @throws InvalidInputException if it is not well-formed, empty, more than one document, or beyond the bounds: 3,145,728
     *     characters, 100 levels, 250,000 keys, values and elements with those behind aliases counted wherever they stand
     */
    public static YamlValue parse(String field, String origin, String text) {
        Place start = new Place(field, origin, 0, 0);
        try {
            return BoundedParser.compose(origin, text)
                    .map(root -> new YamlValue("the " + field, root, start))
                    .orElseThrow(() -> start.refusal("there is nothing in it."));
        } catch (MarkedYamlEngineException malformed) {
            String context = malformed.getContext();
            String during = context == null || context.isEmpty() ? "" : context + ": ";
            throw start.at(malformed.getProblemMark()).refusal(during + malformed.getProblem() + ".");
        } catch (YamlEngineException malformed) {
            throw start.refusal(malformed.getMessage() + ".");
        }
    }

    /** What to throw about this value. */
    public InvalidInputException refusal(String problem) {
        return place.refusal(problem);
    }

    /** Does something with this value; what refuses it gets its place, unless it has one. */
    public <T> T at(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException refused) {
            throw isPlaced(refused) ? refused : refusal(refused);
        }
    }

    /** The same for something with keys: what refuses it gets the place of the key its field is written at. */
    public <T> T at(Map<String, String> keys, Supplier<T> work) {
        return at(() -> {
            try {
                return work.get();
            } catch (InvalidInputException refused) {
                return find(keys.getOrDefault(refused.field(), refused.field()))
                        .orElse(this)
                        .at(() -> {
                            throw refused;
                        });
            }
        });
    }

    private boolean isPlaced(InvalidInputException refused) {
        return String.valueOf(refused.getMessage()).startsWith(place.origin() + ", line ");
    }

    private InvalidInputException refusal(InvalidInputException refused) {
        InvalidInputException placed = new InvalidInputException(refused.field(), place + ": " + refused.getMessage());
        placed.initCause(refused);
        return placed;
    }

    /** The short tag it has, like {@code !Ref}. */
    public Optional<String> tag() {
        return Optional.of(node.getTag().getValue()).filter(tag -> tag.startsWith("!"));
    }

    /** Whether it has keys and values. */
    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether nothing is there. */
    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Whether it is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether it is a text without quotes, which may stand for something else. */
    public boolean isPlain() {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    /** Its keys and values, in their order. Looked through once: a value may be asked for many keys, and many times. */
    public Map<String, YamlValue> entries() {
        Map<String, YamlValue> known = entries;
        if (known == null) {
            known = Collections.unmodifiableMap(read());
            entries = known;
        }
        return known;
    }

    private Map<String, YamlValue> read() {
        if (!(node instanceof MappingNode mapping)) {
            throw refusal(name + " must have keys and values.");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue("a key", tuple.getKeyNode(), place);
            if (entries.put(key.text(), new YamlValue(key.text(), tuple.getValueNode(), place)) != null) {
                throw key.refusal("'" + Printable.value(key.text()) + "' is there twice.");
            }
        }
        return entries;
    }

    /** The value of a key, if it is there. */
    public Optional<YamlValue> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** The value of a key that must be there. */
    public YamlValue require(String key) {
        return find(key).orElseThrow(() -> refusal(name + " needs '" + key + "'."));
    }

    /** Refuses keys nobody asks for. */
    public void allow(List<String> keys) {
        entries().forEach((key, value) -> {
            if (!keys.contains(key)) {
                throw value.refusal("'" + Printable.value(key) + "' is not understood here: " + name + " has "
                        + String.join(", ", keys) + ".");
            }
        });
    }

    /** Its elements. */
    public List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refusal(name + " must be a list.");
        }
        List<YamlValue> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlValue("an element of " + name, item, place)));
        return items;
    }

    /** Its text as written, without quotes: also of a number, or of true and false. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            throw refusal(name + " must be a text.");
        }
        return scalar.getValue();
    }

    /** Whether it says true, in the words of YAML 1.1, which CloudFormation reads. */
    public boolean flag() {
        return switch (text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw refusal(name + " must be true or false.");
        };
    }

    /** The whole number it is. */
    public int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException none) {
            throw refusal(name + " must be a whole number.");
        }
    }

    @Override
    public String toString() {
        return name + " at " + place;
    }
}

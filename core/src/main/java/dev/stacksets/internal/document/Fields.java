package dev.stacksets.internal.document;

import dev.stacksets.definition.InvalidInputException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The fields of a JSON object. Refuses what is not as it should be, and says where; fields nobody asked for too. */
final class Fields {
    private final JsonNode node;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw refusal(path, "has no fields");
        }
    }

    /** Reads a whole text. */
    static <T> T read(String json, Function<Fields, T> reading) {
        JsonNode root;
        try {
            root = JsonNode.parser().parse(json);
        } catch (UncheckedIOException malformed) {
            throw new InvalidInputException("plan", "The plan is not JSON.");
        }
        return whole(root, "plan", reading);
    }

    private static <T> T whole(JsonNode node, String path, Function<Fields, T> reading) {
        Fields fields = new Fields(node, path);
        T value = at(path, () -> reading.apply(fields));
        Set<String> strange = new HashSet<>(node.asObject().keySet());
        strange.removeAll(fields.asked);
        if (!strange.isEmpty()) {
            throw refusal(path, "has fields that this version does not know: " + String.join(", ", strange));
        }
        return value;
    }

    private static <T> T at(String path, java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidInputException refused) {
            throw refused.field().equals("plan") ? refused : refusal(path, "is not valid: " + refused.getMessage());
        }
    }

    private static InvalidInputException refusal(String path, String problem) {
        return new InvalidInputException("plan", "In the plan, " + path + " " + problem + ".");
    }

    /** Whether a field is there. */
    boolean has(String name) {
        return find(name).isPresent();
    }

    private Optional<JsonNode> find(String name) {
        asked.add(name);
        return node.field(name).filter(value -> !value.isNull());
    }

    private JsonNode require(String name) {
        return find(name).orElseThrow(() -> refusal(path, "lacks the field '" + name + "'"));
    }

    private String below(String name) {
        return path + "." + name;
    }

    String text(String name) {
        return text(require(name), below(name));
    }

    Optional<String> optionalText(String name) {
        return find(name).map(value -> text(value, below(name)));
    }

    private static String text(JsonNode value, String path) {
        if (!value.isString()) {
            throw refusal(path, "is no text");
        }
        return value.asString();
    }

    int number(String name) {
        return number(require(name), below(name));
    }

    Optional<Integer> optionalNumber(String name) {
        return find(name).map(value -> number(value, below(name)));
    }

    private static int number(JsonNode value, String path) {
        try {
            return Integer.parseInt(value.isNumber() ? value.asNumber() : "");
        } catch (NumberFormatException none) {
            throw refusal(path, "is no whole number");
        }
    }

    boolean flag(String name) {
        JsonNode value = require(name);
        if (!value.isBoolean()) {
            throw refusal(below(name), "is neither true nor false");
        }
        return value.asBoolean();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(type, text(name), below(name));
    }

    <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
        return optionalText(name).map(text -> constant(type, text, below(name)));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text, String path) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> refusal(path, "is none of " + Arrays.toString(type.getEnumConstants())));
    }

    /** Absent, it is empty. */
    List<String> texts(String name) {
        return elements(name, Fields::text);
    }

    <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return elements(name, (value, path) -> constant(type, text(value, path), path));
    }

    <T> List<T> objects(String name, Function<Fields, T> reading) {
        return elements(name, (value, path) -> whole(value, path, reading));
    }

    private <T> List<T> elements(String name, BiFunction<JsonNode, String, T> reading) {
        List<T> elements = new ArrayList<>();
        find(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw refusal(below(name), "is no list");
            }
            list.asArray().forEach(value -> {
                String path = below(name) + "[" + elements.size() + "]";
                elements.add(at(path, () -> reading.apply(value, path)));
            });
        });
        return elements;
    }

    <T> T object(String name, Function<Fields, T> reading) {
        return whole(require(name), below(name), reading);
    }

    <T> Optional<T> optionalObject(String name, Function<Fields, T> reading) {
        return find(name).map(value -> whole(value, below(name), reading));
    }

    /** Texts, or objects, by keys of their own. Absent, it is empty. */
    <T> Map<String, T> map(String name, Function<String, T> ofText, Function<Fields, T> ofObject) {
        Map<String, T> map = new LinkedHashMap<>();
        find(name).ifPresent(value -> {
            if (!value.isObject()) {
                throw refusal(below(name), "has no fields");
            }
            value.asObject()
                    .forEach((key, each) -> map.put(
                            key,
                            each.isString()
                                    ? ofText.apply(each.asString())
                                    : whole(each, below(name) + "." + key, ofObject)));
        });
        return map;
    }

    Map<String, String> textMap(String name) {
        return map(name, text -> text, object -> {
            throw refusal(below(name), "holds something other than texts");
        });
    }
}

package dev.stacksets.internal.document;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.JsonText;
import java.math.BigDecimal;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object. Refuses what is not as it should be, and says where; fields nobody asked for too. */
final class Fields {
    private final Map<?, ?> fields;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    private Fields(@Nullable Object value, String path) {
        this.path = path;
        if (!(value instanceof Map<?, ?> map)) {
            throw refusal(path, "has no fields");
        }
        this.fields = map;
    }

    /** Reads a whole text. */
    static <T> T read(String json, Function<Fields, T> reading) {
        Object root;
        try {
            root = JsonText.read(json);
        } catch (JsonText.MalformedException malformed) {
            throw new InvalidInputException("plan", "The plan " + malformed.getMessage() + ".");
        }
        return whole(root, "plan", reading);
    }

    private static <T> T whole(@Nullable Object value, String path, Function<Fields, T> reading) {
        Fields fields = new Fields(value, path);
        T read = at(path, () -> reading.apply(fields));
        Set<Object> strange = new HashSet<>(fields.fields.keySet());
        strange.removeAll(fields.asked);
        if (!strange.isEmpty()) {
            throw refusal(
                    path,
                    "has fields that this version does not know, or not there: "
                            + strange.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
        }
        return read;
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

    private Optional<Object> find(String name) {
        asked.add(name);
        Object value = fields.get(name);
        if (value == null && fields.containsKey(name)) {
            throw refusal(below(name), "is null: what is not there is left out");
        }
        return Optional.ofNullable(value);
    }

    private Object require(String name) {
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

    private static String text(@Nullable Object value, String path) {
        if (!(value instanceof String text)) {
            throw refusal(path, "is no text");
        }
        return text;
    }

    int number(String name) {
        return number(require(name), below(name));
    }

    Optional<Integer> optionalNumber(String name) {
        return find(name).map(value -> number(value, below(name)));
    }

    private static int number(Object value, String path) {
        try {
            return Integer.parseInt(value instanceof BigDecimal number ? number.toString() : "");
        } catch (NumberFormatException none) {
            throw refusal(path, "is no whole number, or too large a one");
        }
    }

    boolean flag(String name) {
        if (!(require(name) instanceof Boolean flag)) {
            throw refusal(below(name), "is neither true nor false");
        }
        return flag;
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

    private <T> List<T> elements(String name, BiFunction<@Nullable Object, String, T> reading) {
        List<T> elements = new ArrayList<>();
        find(name).ifPresent(value -> {
            if (!(value instanceof List<?> list)) {
                throw refusal(below(name), "is no list");
            }
            for (Object each : list) {
                String place = below(name) + "[" + elements.size() + "]";
                elements.add(at(place, () -> reading.apply(each, place)));
            }
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
            if (!(value instanceof Map<?, ?> entries)) {
                throw refusal(below(name), "has no fields");
            }
            entries.forEach((key, each) -> map.put(
                    (String) key,
                    each instanceof String text ? ofText.apply(text) : whole(each, below(name) + "." + key, ofObject)));
        });
        return map;
    }

    Map<String, String> textMap(String name) {
        return map(name, text -> text, object -> {
            throw refusal(below(name), "holds something other than texts");
        });
    }
}

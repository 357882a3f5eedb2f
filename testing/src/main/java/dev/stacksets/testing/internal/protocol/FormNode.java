package dev.stacksets.testing.internal.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One level of a dotted form key: a value, or children, never both. */
public final class FormNode {

    private static final String NO_VALUE_HERE = "Start of structure or map found where not expected.";

    private final Map<String, FormNode> children = new LinkedHashMap<>();
    private @Nullable String value;

    FormNode() {}

    FormNode childOrNew(String name) {
        return children.computeIfAbsent(name, ignored -> new FormNode());
    }

    void assign(String key, String text) {
        if (value != null) {
            throw AwsError.malformed("Duplicate parameter: " + key);
        }
        value = text;
    }

    void refuseMixture(String path) {
        if (value != null && !children.isEmpty()) {
            throw AwsError.malformed(path + " has a value and members");
        }
        children.forEach((name, child) -> child.refuseMixture(path.isEmpty() ? name : path + "." + name));
    }

    /**
     * The child of that name.
     *
     * @param name one segment of a dotted key
     * @return absent when no key had it
     */
    public Optional<FormNode> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    /**
     * The value of a leaf.
     *
     * @return what stood behind the equals sign, decoded
     * @throws AwsError when this is a structure
     */
    public String text() {
        if (value == null) {
            throw AwsError.malformed(NO_VALUE_HERE);
        }
        return value;
    }

    /** True for {@code Key=}: an empty list or structure that was sent explicitly. */
    boolean isExplicitlyEmpty() {
        return children.isEmpty() && value != null && value.isEmpty();
    }

    void refuseValue() {
        if (value != null && !isExplicitlyEmpty()) {
            throw AwsError.malformed("Unexpected value where a list, map or structure was expected.");
        }
    }

    /** Children in the order of their numeric names, which must be 1 to n without gaps. */
    List<FormNode> numbered() {
        TreeMap<Integer, FormNode> sorted = new TreeMap<>();
        children.forEach((name, child) -> {
            if (sorted.put(index(name), child) != null) {
                throw AwsError.malformed("Duplicate list index: " + index(name));
            }
        });
        if (!sorted.isEmpty() && sorted.lastKey() != sorted.size()) {
            throw AwsError.malformed("List indices must run from 1 to " + sorted.size());
        }
        return new ArrayList<>(sorted.values());
    }

    private static int index(String name) {
        try {
            int index = Integer.parseInt(ascii(name));
            if (index >= 1) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw notAnIndex();
        }
        throw notAnIndex();
    }

    /** A number as AWS takes it: Java's own parsers know the digits of every script. */
    static String ascii(String number) {
        if (number.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            throw new NumberFormatException("not in ASCII");
        }
        return number;
    }

    private static AwsError notAnIndex() {
        return AwsError.malformed("Expected a list index of 1 or more.");
    }
}

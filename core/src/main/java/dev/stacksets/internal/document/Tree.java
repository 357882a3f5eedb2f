package dev.stacksets.internal.document;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** An object to be written as JSON: fields in the order they are put, none for what is absent or empty. */
final class Tree {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    static Tree of() {
        return new Tree();
    }

    Tree put(String name, Object value) {
        fields.put(name, value instanceof Tree tree ? tree.fields : value);
        return this;
    }

    Tree put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    Tree put(String name, OptionalInt value) {
        value.ifPresent(present -> put(name, (Object) present));
        return this;
    }

    Tree putAll(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            put(name, values);
        }
        return this;
    }

    <T> Tree putAll(String name, Collection<T> values, Function<T, Tree> writing) {
        if (!values.isEmpty()) {
            put(name, values.stream().map(value -> writing.apply(value).fields).toList());
        }
        return this;
    }

    /** By key, in the order of the keys. */
    <T> Tree putAll(String name, Map<String, T> values, Function<T, Object> writing) {
        if (!values.isEmpty()) {
            put(name, map(values, writing));
        }
        return this;
    }

    /** By key, in the order of the keys, also if there is none. */
    static <T> Map<String, Object> map(Map<String, T> values, Function<T, Object> writing) {
        Map<String, Object> written = new TreeMap<>();
        values.forEach((key, value) -> {
            Object each = writing.apply(value);
            written.put(key, each instanceof Tree tree ? tree.fields : each);
        });
        return written;
    }

    String text() {
        return Json.write(fields);
    }
}

package dev.stacksets.internal.document;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Writes maps, lists, texts, whole numbers and flags as JSON in one way only, so that a hash of it means something: keys as
 * they come, two blanks for each level, lists of plain values on one line, no escape that JSON does not ask for.
 */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String write(Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.text.append('\n').toString();
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof Collection<?> list) {
            list(list, depth);
        } else if (value instanceof Integer || value instanceof Boolean) {
            text.append(value);
        } else {
            quote((String) value);
        }
    }

    private void object(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            text.append("{}");
            return;
        }
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            line(depth + 1);
            quote((String) entry.getKey());
            text.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        line(depth);
        text.append('}');
    }

    private void list(Collection<?> list, int depth) {
        boolean plain = list.stream().noneMatch(each -> each instanceof Map || each instanceof Collection);
        text.append('[');
        for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
            if (!plain) {
                line(depth + 1);
            }
            value(each.next(), depth + 1);
            if (each.hasNext()) {
                text.append(plain ? ", " : ",");
            }
        }
        if (!plain) {
            line(depth);
        }
        text.append(']');
    }

    private void line(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }

    static String quoted(String value) {
        Json json = new Json();
        json.quote(value);
        return json.text.toString();
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value, i);
        }
        text.append('"');
    }

    /** Half a surrogate pair cannot be written in UTF-8. */
    private void character(String value, int index) {
        char one = value.charAt(index);
        if (one == '"' || one == '\\') {
            text.append('\\').append(one);
        } else if (one == '\n') {
            text.append("\\n");
        } else if (one < ' ' || (Character.isSurrogate(one) && !isPaired(value, index))) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
        } else {
            text.append(one);
        }
    }

    private static boolean isPaired(String value, int index) {
        return Character.isHighSurrogate(value.charAt(index))
                ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
    }
}

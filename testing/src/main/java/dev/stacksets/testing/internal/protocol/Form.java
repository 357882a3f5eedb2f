package dev.stacksets.testing.internal.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A form body, flat as it came and as a tree. */
public final class Form {

    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final Pattern PAIRS = Pattern.compile("&");
    private static final Pattern DOTS = Pattern.compile("\\.");

    private final Map<String, String> pairs = new LinkedHashMap<>();
    private final FormNode root = new FormNode();

    private Form() {}

    /**
     * Parses a body of type {@code application/x-www-form-urlencoded}.
     *
     * @param body at most 16 Mi characters
     * @return the form
     * @throws AwsError code {@code MalformedInput} for bad escapes, duplicate keys, keys deeper than 32 segments and
     *     keys that have both a value and members
     */
    public static Form parse(String body) {
        if (body.length() > MAX_CHARACTERS) {
            throw new AwsError(413, "RequestEntityTooLarge", "Request body is too large");
        }
        Form form = new Form();
        PAIRS.splitAsStream(body).filter(pair -> !pair.isEmpty()).forEach(form::add);
        form.root.refuseMixture("");
        return form;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String key = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        pairs.put(key, value);
        String[] segments = DOTS.split(key, MAX_DEPTH + 1);
        if (segments.length > MAX_DEPTH) {
            throw AwsError.malformed("Parameter name has too many segments");
        }
        FormNode node = root;
        for (String segment : segments) {
            node = node.childOrNew(segment);
        }
        node.assign(key, value);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AwsError.malformed("Bad percent escape in the request body");
        }
    }

    /**
     * The top of the tree.
     *
     * @return the node whose children are the request's members
     */
    public FormNode root() {
        return root;
    }

    /**
     * The pairs in the order of the body, dotted keys as they came.
     *
     * @return unmodifiable
     */
    public Map<String, String> pairs() {
        return Collections.unmodifiableMap(pairs);
    }
}

package dev.stacksets.testing.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opaque tokens: a position, bound to the list and the filters it came from. */
final class PageToken {

    private static final int MAX_LENGTH = 1024;
    private static final String SEPARATOR = "\n";

    private PageToken() {}

    /** One page and the token of the next, if there is more. */
    record Page<T>(List<T> items, Optional<String> next) {}

    static String encode(String scope, String position) {
        String plain = checksum(scope, position) + SEPARATOR + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> decode(String scope, @Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        new Checks().length("nextToken", token, MAX_LENGTH).refuseIfBroken();
        String[] parts = plain(token).split(SEPARATOR, 2);
        if (parts.length != 2 || !parts[0].equals(checksum(scope, parts[1]))) {
            throw invalid();
        }
        return Optional.of(parts[1]);
    }

    static <T> Page<T> page(Iterator<T> items, int size, String scope, Function<T, String> position) {
        List<T> page = new ArrayList<>(Math.min(size, 100));
        while (items.hasNext() && page.size() < size) {
            page.add(items.next());
        }
        Optional<String> next = items.hasNext() && !page.isEmpty()
                ? Optional.of(encode(scope, position.apply(page.get(page.size() - 1))))
                : Optional.empty();
        return new Page<>(page, next);
    }

    private static String plain(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static RuntimeException invalid() {
        return Errors.validation("The specified NextToken is invalid");
    }

    private static String checksum(String scope, String position) {
        return Integer.toHexString((scope + SEPARATOR + position).hashCode());
    }
}

package dev.stacksets.testing.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opaque tokens: a position, bound to the list and the filters it came from. */
public final class PageToken {

    private static final int MAX_LENGTH = 1024;
    private static final String SEPARATOR = "\n";

    private PageToken() {}

    /**
     * One page.
     *
     * @param items what is on it
     * @param next the token of the next, if there is more
     * @param <T> the type of an item
     */
    public record Page<T>(List<T> items, Optional<String> next) {}

    /**
     * A token.
     *
     * @param scope the list and its filters
     * @param position where the next page begins, as the list reads it
     * @return opaque
     */
    public static String encode(String scope, String position) {
        String plain = checksum(scope, position) + SEPARATOR + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a token back.
     *
     * @param scope the list and its filters
     * @param token as a request carries it
     * @return its position, empty without a token
     * @throws AwsError code {@code ValidationError} when it belongs to another list or to none
     */
    public static Optional<String> decode(String scope, @Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        String[] parts = plain(token).split(SEPARATOR, 2);
        if (parts.length != 2 || !parts[0].equals(checksum(scope, parts[1]))) {
            throw invalid();
        }
        return Optional.of(parts[1]);
    }

    /**
     * Takes a page off a list.
     *
     * @param items the list from its position on
     * @param size items per page, at least 1
     * @param scope the list and its filters
     * @param position of the last item on a page, for the token
     * @param <T> the type of an item
     * @return at most so many items, and a token where there are more
     */
    public static <T> Page<T> page(Iterator<T> items, int size, String scope, Function<T, String> position) {
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
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static AwsError invalid() {
        return new AwsError(400, "ValidationError", "The specified NextToken is invalid");
    }

    private static String checksum(String scope, String position) {
        return Integer.toHexString((scope + SEPARATOR + position).hashCode());
    }
}

package dev.stacksets.testing.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opaque tokens: a position, sealed together with the list and the filters it came from. What was not sealed here is
 * refused, be it made up, of another list or of a simulator before its reset. Thread-safe.
 */
public final class PageTokens {

    private static final int MAX_LENGTH = 1024;
    private static final int SEAL = 16;
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Tokens of one simulator, from one reset to the next. The same numbers make the same tokens, as everything else.
     *
     * @param seed of the simulator
     * @param reset how often it was reset before
     */
    public PageTokens(long seed, long reset) {
        key = new SecretKeySpec(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(reset).array(), MAC);
    }

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
    public String encode(String scope, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(seal(scope, text), SEAL + text.length);
        System.arraycopy(text, 0, token, SEAL, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Reads a token back.
     *
     * @param scope the list and its filters
     * @param token as a request carries it
     * @param position reads what {@link #encode} was given, and throws {@link IllegalArgumentException} for what is no
     *     position of the list
     * @param <T> the type of a position
     * @return its position, empty without a token
     * @throws AwsError code {@code ValidationError} when it belongs to another list or to none
     */
    public <T> Optional<T> decode(String scope, @Nullable String token, Function<String, T> position) {
        if (token == null) {
            return Optional.empty();
        }
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            return Optional.of(
                    position.apply(opened(scope, Base64.getUrlDecoder().decode(token))));
        } catch (IllegalArgumentException forged) {
            throw invalid();
        }
    }

    private String opened(String scope, byte[] token) {
        byte[] text = Arrays.copyOfRange(token, Math.min(SEAL, token.length), token.length);
        byte[] seal = Arrays.copyOf(token, SEAL);
        if (!MessageDigest.isEqual(seal, Arrays.copyOf(seal(scope, text), SEAL))) {
            throw invalid();
        }
        return new String(text, StandardCharsets.UTF_8);
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
    public <T> Page<T> page(Iterator<T> items, int size, String scope, Function<T, String> position) {
        List<T> page = new ArrayList<>(Math.min(size, 100));
        while (items.hasNext() && page.size() < size) {
            page.add(items.next());
        }
        Optional<String> next = items.hasNext() && !page.isEmpty()
                ? Optional.of(encode(scope, position.apply(page.get(page.size() - 1))))
                : Optional.empty();
        return new Page<>(page, next);
    }

    private static AwsError invalid() {
        return new AwsError(400, "ValidationError", "The specified NextToken is invalid");
    }

    private byte[] seal(String scope, byte[] position) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] list = scope.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(list.length).flip());
            mac.update(list);
            return mac.doFinal(position);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + MAC, missing);
        }
    }
}

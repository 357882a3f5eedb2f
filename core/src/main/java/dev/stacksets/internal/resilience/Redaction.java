package dev.stacksets.internal.resilience;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes values that no text may repeat out of the texts of others: as they are, and as JSON, XML, HTML, URLs and Base64 write
 * them. Knows no more than what it was given; the values are in no text of its own.
 */
public final class Redaction {
    /** Nothing to take out. */
    public static final Redaction NONE = new Redaction(Set.of(), Optional.empty());

    private static final String MASK = "****";
    /** Shorter ones are parts of words by chance: they are taken out where they stand alone. */
    private static final int PART_OF_A_WORD = 4;
    /** What a text is searched for is at most as long as a template; no message is shown that far. */
    private static final int SEARCHED = 100_000;

    private final Set<String> secrets;
    private final Optional<String> quoted;
    private final List<String> sought;

    private Redaction(Set<String> secrets, Optional<String> quoted) {
        this.secrets = secrets;
        this.quoted = quoted;
        this.sought = Stream.concat(
                        quoted.stream(),
                        secrets.stream().flatMap(secret -> Stream.concat(Stream.of(secret), base64(secret))))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Takes these values out. */
    public static Redaction of(Collection<String> secrets) {
        return secrets.isEmpty() ? NONE : new Redaction(new LinkedHashSet<>(secrets), Optional.empty());
    }

    /** The same, and a text besides that is no secret but must not be repeated: a template, which AWS quotes whole. */
    public Redaction andText(String text) {
        return new Redaction(secrets, Optional.of(text));
    }

    /** The same, and secrets besides. */
    public Redaction and(Redaction others) {
        Set<String> both = new LinkedHashSet<>(secrets);
        return both.addAll(others.secrets) ? new Redaction(both, quoted) : this;
    }

    /** The secrets alone. */
    public Set<String> secrets() {
        return secrets;
    }

    /**
     * A text without the values. What overlaps is taken out as one. A text of more than 100,000 characters is cut.
     *
     * @return the very same object if it holds none of them
     */
    public String text(String text) {
        return sought.isEmpty() ? text : clean(text.length() <= SEARCHED ? text : text.substring(0, SEARCHED) + "...");
    }

    private String clean(String text) {
        BitSet hidden = new BitSet();
        sought.forEach(value -> mark(text, value, hidden));
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int from = hidden.nextSetBit(at);
            clean.append(text, at, from < 0 ? text.length() : from);
            at = from < 0 ? text.length() : hidden.nextClearBit(from);
            if (from >= 0) {
                clean.append(MASK);
            }
        }
        return clean.toString();
    }

    private static void mark(String text, String value, BitSet hidden) {
        for (int at = 0; at < text.length(); at++) {
            int end = text.startsWith(value, at) ? at + value.length() : Spelling.end(text, at, value);
            if (end > at && (value.length() >= PART_OF_A_WORD || standsAlone(text, at, end))) {
                hidden.set(at, end);
            }
        }
    }

    private static boolean standsAlone(String text, int from, int end) {
        return (from == 0 || !Character.isLetterOrDigit(text.codePointBefore(from)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
    }

    /** Both alphabets; without the filling, which may be left out or be escaped in its turn. */
    private static Stream<String> base64(String secret) {
        if (secret.length() < PART_OF_A_WORD) {
            return Stream.empty();
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(encoder -> encoder.withoutPadding().encodeToString(bytes))
                .distinct();
    }

    @Override
    public String toString() {
        return sought.isEmpty() ? "nothing" : MASK;
    }
}

package dev.stacksets.internal.planning;

import dev.stacksets.internal.JsonText;
import dev.stacksets.spi.TemplateReader;
import java.util.Optional;

/**
 * Tells whether two templates mean the same. With a reader by what they say; JSON by what it says in any case; else by their
 * text, in which nothing but line ends can be known to mean nothing.
 *
 * @param reader reads YAML, where there is one
 */
public record Templates(Optional<TemplateReader> reader) {

    /** How two templates compare. */
    enum Comparison {
        SAME,
        DIFFERENT,
        /** Their texts differ, and nothing here reads them. */
        DIFFERENT_TEXT
    }

    Comparison compare(String one, String other) {
        if (text(one).equals(text(other))) {
            return Comparison.SAME;
        }
        Optional<Object> meant = meaning(one);
        Optional<Object> meantToo = meaning(other);
        if (meant.isEmpty() || meantToo.isEmpty()) {
            return reader.isEmpty() ? Comparison.DIFFERENT_TEXT : Comparison.DIFFERENT;
        }
        return meant.equals(meantToo) ? Comparison.SAME : Comparison.DIFFERENT;
    }

    private static String text(String body) {
        return body.replace("\r\n", "\n").stripTrailing();
    }

    private Optional<Object> meaning(String body) {
        try {
            return reader.isPresent()
                    ? Optional.of(reader.get().read(body))
                    : Optional.ofNullable(JsonText.readLeniently(body));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}

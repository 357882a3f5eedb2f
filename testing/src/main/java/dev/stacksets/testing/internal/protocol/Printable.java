package dev.stacksets.testing.internal.protocol;

import java.util.HexFormat;

/** What strangers sent, as people may read it: nothing in it moves a cursor, starts a line or turns the writing around. */
public final class Printable {

    private Printable() {}

    /**
     * A text on one line.
     *
     * @param text any
     * @return the same, with control and format characters and line ends as {@code \}{@code u001b}
     */
    public static String of(String text) {
        return text.chars().allMatch(Printable::isHarmless) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(letter -> {
            if (isHarmless(letter)) {
                escaped.append((char) letter);
            } else {
                escaped.append("\\u").append(HexFormat.of().toHexDigits((char) letter));
            }
        });
        return escaped.toString();
    }

    private static boolean isHarmless(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

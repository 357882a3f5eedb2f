package dev.stacksets.text;

/**
 * Makes texts of others fit for a person's screen. A name, a tag, a parameter value or a sentence of AWS may hold characters
 * that erase a line on a terminal, turn the order of letters around, begin a log line of their own, or are not seen at all;
 * here they become visible: a line feed is shown as {@code \n}, an escape as a backslash and {@code u001b}.
 *
 * <p>What is made visible: the Unicode categories Cc, Cf, Zl, Zp and Cs (controls, format characters such as those of
 * direction and of zero width, separators of lines and paragraphs, halves of surrogate pairs), and what Unicode says may be
 * ignored when shown, such as fillers, variation selectors and tags. Letters of all scripts stay. A backslash stays one
 * backslash, so the original cannot be told from the result: this is for reading, not for reading back.
 *
 * <p>Renderings, reports and messages of this library have gone through it. Whoever composes such texts, in a preflight check
 * for example, can use it too. It is not an escape for HTML or JSON.
 */
public final class Printable {
    /** How much of a value a message repeats. */
    private static final int VALUE = 140;
    /** How long a message of values gets. */
    private static final int MESSAGE = 4_000;

    private Printable() {}

    /**
     * A text as one line.
     *
     * @param text any text
     * @return the same with everything that is not seen as a letter, a sign or a blank made visible; the very same object if
     *     there is none
     */
    public static String line(String text) {
        return shown(text, false);
    }

    /**
     * A text as lines: like {@link #line(String)}, but line feeds stay. For text that was composed of lines made here.
     *
     * @param text any text
     * @return the same, fit to be shown
     */
    public static String lines(String text) {
        return shown(text, true);
    }

    /**
     * A value as messages repeat it: as one line, and cut behind 140 characters.
     *
     * @param text any text
     * @return the beginning of it, followed by {@code ...} if there is more
     */
    public static String value(String text) {
        return line(cut(text, VALUE));
    }

    /**
     * A sentence that repeats values: as one line, and cut behind 4,000 characters.
     *
     * @param text any text
     * @return the beginning of it, followed by {@code ...} if there is more
     */
    public static String message(String text) {
        return line(cut(text, MESSAGE));
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "...";
    }

    private static String shown(String text, boolean lineFeedsStay) {
        int first = 0;
        while (first < text.length() && stays(text.codePointAt(first), lineFeedsStay)) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.codePoints().skip(text.codePointCount(0, first)).forEach(each -> {
            if (stays(each, lineFeedsStay)) {
                shown.appendCodePoint(each);
            } else {
                escape(each, shown);
            }
        });
        return shown.toString();
    }

    private static boolean stays(int each, boolean lineFeedsStay) {
        return (each >= ' ' && each < 0x7f) || (each == '\n' ? lineFeedsStay : !isHidden(each));
    }

    private static boolean isHidden(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isIgnorable(each);
        };
    }

    /** Unicode's Default_Ignorable_Code_Point, as far as the categories do not say so already. */
    private static boolean isIgnorable(int each) {
        return each == 0x034f
                || within(each, 0x115f, 0x1160)
                || within(each, 0x17b4, 0x17b5)
                || within(each, 0x180b, 0x180f)
                || each == 0x2065
                || each == 0x3164
                || within(each, 0xfe00, 0xfe0f)
                || each == 0xffa0
                || within(each, 0xfff0, 0xfff8)
                || within(each, 0xe0000, 0xe0fff);
    }

    private static boolean within(int each, int first, int last) {
        return each >= first && each <= last;
    }

    private static void escape(int each, StringBuilder shown) {
        switch (each) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                for (char half : Character.toChars(each)) {
                    shown.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        shown.append(Character.forDigit((half >> shift) & 0xf, 16));
                    }
                }
            }
        }
    }
}

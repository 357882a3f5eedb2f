package dev.stacksets.organizations.select;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a selector's text: plain ones, those in single or double quotes, and the marks {@code ( ) , =}. Not thread-safe. */
final class Words {
    private static final Pattern WORD =
            Pattern.compile("\\s*+(?:([(),=])|'((?:[^']++|'')*+)'|\"((?:[^\"]++|\"\")*+)\"|([^\\s(),='\"]+))");
    private static final Pattern PLAIN = Pattern.compile("[^\\s(),='\"]+");
    private static final Pattern QUOTATION_MARK = Pattern.compile("['\"]");

    private static final int SHOWN = 300;

    /** Of a text: 10,000 accounts by their ids. A selector is judged for every account, in a time of both sizes multiplied. */
    static final int LONGEST = 131_072;

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int next;

    /** A word; a mark or one of the language's own words only if it was not quoted. */
    private record Word(String text, boolean quoted, boolean mark, int at) {}

    Words(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw refusal("it has " + text.length() + " characters, and at most " + LONGEST + " are read", LONGEST);
        }
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.region(end, text.length()).lookingAt()) {
            words.add(word(word));
            end = word.end();
        }
        if (!text.substring(end).isBlank()) {
            Matcher mark = QUOTATION_MARK.matcher(text);
            throw refusal("there is a quotation mark without a second one", mark.find(end) ? mark.start() : end);
        }
    }

    private static Word word(Matcher word) {
        if (word.group(1) != null) {
            return new Word(word.group(1), false, true, word.start(1));
        }
        if (word.group(2) != null) {
            return new Word(word.group(2).replace("''", "'"), true, false, word.start(2) - 1);
        }
        return word.group(3) == null
                ? new Word(word.group(4), false, false, word.start(4))
                : new Word(word.group(3).replace("\"\"", "\""), true, false, word.start(3) - 1);
    }

    /** Takes the next word if it is this one, unquoted. */
    boolean take(String wanted) {
        boolean there = next < words.size()
                && !words.get(next).quoted()
                && words.get(next).text().equals(wanted);
        next += there ? 1 : 0;
        return there;
    }

    void require(String wanted) {
        if (!take(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    /** Takes any word that is no mark. */
    String value(String what) {
        if (next >= words.size() || words.get(next).mark()) {
            throw expected(what);
        }
        return words.get(next++).text();
    }

    List<String> values(String what) {
        List<String> values = new ArrayList<>(List.of(value(what)));
        while (take(",")) {
            values.add(value(what));
        }
        return values;
    }

    void requireEnd() {
        if (next < words.size()) {
            throw expected("'and', 'or' or the end");
        }
    }

    InvalidInputException expected(String what) {
        return next < words.size()
                ? refusal(
                        "expected " + what + ", but there is '"
                                + Printable.value(words.get(next).text()) + "'",
                        words.get(next).at())
                : refusal("expected " + what + " at the end", text.length());
    }

    /** About the word taken last. */
    InvalidInputException wrong(String what) {
        Word word = words.get(next - 1);
        return refusal("'" + Printable.value(word.text()) + "' is not " + what, word.at());
    }

    private InvalidInputException refusal(String problem, int at) {
        return new InvalidInputException(
                "selector", "Selector \"" + Printable.value(text) + "\", character " + (at + 1) + ": " + problem + ".");
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** A value as it must be written to be read as one word. */
    static String quoted(String value) {
        return Optional.of(value)
                .filter(text -> PLAIN.matcher(text).matches())
                .orElseGet(() -> "'" + value.replace("'", "''") + "'");
    }
}

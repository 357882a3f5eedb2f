package dev.stacksets.internal.resilience;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Finds a value in a text whichever way each of its characters is written: as JSON, XML, HTML or a URL does it. */
final class Spelling {
    private static final Map<String, Integer> NAMED =
            Map.of("amp;", (int) '&', "lt;", (int) '<', "gt;", (int) '>', "quot;", (int) '"', "apos;", (int) '\'');
    private static final String JSON_LETTERS = "nrtbf";
    private static final String JSON_MEANINGS = "\n\r\t\b\f";
    /** The last character there is, in hexadecimal, and some zeros. */
    private static final int REFERENCE = 12;

    private Spelling() {}

    /** Where the value ends that begins here, or -1 if another text does. */
    static int end(String text, int from, String value) {
        int at = from;
        int next = 0;
        while (next < value.length()) {
            int character = value.codePointAt(next);
            int length = at < text.length() ? length(text, at, character) : 0;
            if (length == 0) {
                return -1;
            }
            at += length;
            next += Character.charCount(character);
        }
        return at;
    }

    /** How many characters of the text write this one: the longest way there is, or 0. */
    private static int length(String text, int at, int character) {
        int escaped = switch (text.charAt(at)) {
            case '&' -> reference(text, at, character);
            case '%' -> percent(text, at, character);
            case '\\' -> backslash(text, at, character);
            case '+' -> character == ' ' ? 1 : 0;
            default -> 0;
        };
        if (escaped > 0) {
            return escaped;
        }
        return text.codePointAt(at) == character ? Character.charCount(character) : 0;
    }

    private static int reference(String text, int at, int character) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != ';' && end - at < REFERENCE) {
            end++;
        }
        if (end == text.length()) {
            return 0;
        }
        String name = text.substring(at + 1, end + 1);
        boolean same = name.startsWith("#") ? number(name) == character : NAMED.getOrDefault(name, -1) == character;
        return same ? end + 1 - at : 0;
    }

    /** What {@code #65;} or {@code #x41;} stands for, or -1. */
    private static int number(String name) {
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int code = 0;
        for (int at = hexadecimal ? 2 : 1; at < name.length() - 1; at++) {
            int digit = Character.digit(name.charAt(at), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            code = code * (hexadecimal ? 16 : 10) + digit;
        }
        return code;
    }

    private static int percent(String text, int at, int character) {
        int here = at;
        for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            if (here >= text.length() || text.charAt(here) != '%' || hex(text, here + 1, 2) != (each & 0xff)) {
                return 0;
            }
            here += 3;
        }
        return here - at;
    }

    /** One escape of JSON; the backslash itself may have been escaped again, as in JSON within JSON. */
    private static int backslash(String text, int at, int character) {
        int letter = at + 1;
        while (letter < text.length() && text.charAt(letter) == '\\' && letter - at < 3) {
            letter++;
        }
        char escape = letter < text.length() ? text.charAt(letter) : ' ';
        int hexadecimal = escape == 'u' ? unicode(text, at, letter, character) : 0;
        if (hexadecimal > 0 || character == '\\') {
            return hexadecimal > 0 ? hexadecimal : letter - at >= 2 ? 2 : 0;
        }
        int known = JSON_LETTERS.indexOf(escape);
        int meant = known < 0 ? escape : JSON_MEANINGS.charAt(known);
        return meant == character && (known >= 0 || "\"/'".indexOf(escape) >= 0) ? letter + 1 - at : 0;
    }

    private static int unicode(String text, int at, int letter, int character) {
        int backslashes = letter - at;
        int here = letter;
        for (char half : Character.toChars(character)) {
            if (here >= text.length() || text.charAt(here) != 'u' || hex(text, here + 1, 4) != half) {
                return 0;
            }
            here += 5 + backslashes;
        }
        return here - backslashes - at;
    }

    /** So many hexadecimal digits, or -1. */
    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < from + digits; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}

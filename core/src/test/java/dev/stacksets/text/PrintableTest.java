package dev.stacksets.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @Test
    void line_everyCharacterOfUnicode_holdsNoneThatActsOrHides() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(each -> {
            String shown = Printable.line("a" + Character.toString(each) + "b");
            boolean acts = switch (Character.getType(each)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> true;
                default -> false;
            };

            if (acts) {
                assertThat(shown).matches("a\\\\[\\\\a-z0-9]+b");
            } else if (Character.isLetterOrDigit(each) && !filler(each)) {
                assertThat(shown).isEqualTo("a" + Character.toString(each) + "b");
            }
        });
    }

    private static boolean filler(int each) {
        return each == 0x115f || each == 0x1160 || each == 0x3164 || each == 0xffa0;
    }

    @ParameterizedTest
    @CsvSource({
        "001b, \\u001b",
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "007f, \\u007f",
        "0085, \\u0085",
        "202e, \\u202e",
        "2066, \\u2066",
        "2028, \\u2028",
        "2029, \\u2029",
        "200b, \\u200b",
        "feff, \\ufeff",
        "3164, \\u3164",
        "034f, \\u034f",
        "fe0f, \\ufe0f",
        "d800, \\ud800",
        "e0041, \\udb40\\udc41"
    })
    void line_hiddenCharacter_isShown(String codePoint, String shown) {
        assertThat(Printable.line("x" + Character.toString(Integer.parseInt(codePoint, 16)) + "y"))
                .isEqualTo("x" + shown + "y");
    }

    @Test
    void line_ordinaryText_isTheSameObject() {
        String text = "Grüße, Ελλάδα, 日本語, العربية \uD83D\uDE80 C:\\temp";

        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void lines_lineFeeds_stayAndNothingElseDoes() {
        assertThat(Printable.lines("one\ntwo\r\nthree\u2028")).isEqualTo("one\ntwo\\r\nthree\\u2028");
    }

    @Test
    void value_longText_isCutWithoutHalfACharacter() {
        assertThat(Printable.value("x".repeat(140))).hasSize(140);
        assertThat(Printable.value("x".repeat(1_000_000))).isEqualTo("x".repeat(140) + "...");
        assertThat(Printable.value("x".repeat(139) + "\uD83D\uDE80")).isEqualTo("x".repeat(139) + "...");
    }

    @Test
    void message_longText_isCut() {
        assertThat(Printable.message("y".repeat(1_000_000))).hasSize(4_003);
    }
}

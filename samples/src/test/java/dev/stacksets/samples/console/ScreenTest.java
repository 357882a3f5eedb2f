package dev.stacksets.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final String HOSTILE = "a\nb\u001b[2K\u202e";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Screen screen(boolean terminal) {
        return new Screen(new PrintWriter(out), new PrintWriter(err), terminal);
    }

    @Test
    void sayAndNote_hostileText_areOneLineEach() {
        screen(true).say(HOSTILE);
        screen(true).note(HOSTILE);

        assertThat(out).asString().isEqualToIgnoringNewLines("a\\nb\\u001b[2K\\u202e");
        assertThat(err).asString().isEqualToIgnoringNewLines("a\\nb\\u001b[2K\\u202e");
    }

    @Test
    void show_hostileText_keepsItsLinesOnly() {
        screen(true).show(HOSTILE);

        assertThat(out.toString().lines()).containsExactly("a", "b\\u001b[2K\\u202e");
    }

    @Test
    void document_forAFile_isAsItIs_andForATerminalPrintable() {
        screen(false).document(HOSTILE);
        assertThat(out).asString().startsWith(HOSTILE);

        screen(true).document(HOSTILE);
        assertThat(out).asString().contains("b\\u001b[2K\\u202e");
    }

    @Test
    void table_hostileCell_isAsWideAsItIsShown() {
        List<String> lines = new TextTable(List.of("name", "x"))
                .row(List.of("\u202e", "1"))
                .row(List.of("abcdef", "2"))
                .lines();

        assertThat(lines).contains("   \\u202e  1", "   abcdef  2");
    }
}

package dev.stacksets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    @TempDir
    Path folder;

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> TextFile.read("list", "List", file, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("List " + file + " " + why + ".")
                .satisfies(refusal ->
                        assertThat(((InvalidInputException) refusal).field()).isEqualTo("list"));
    }

    @Test
    void file_upToTheBound_isRead_alsoThroughALink() throws IOException {
        Path file = Files.writeString(folder.resolve("list"), "zwölf: 12");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(TextFile.read("list", "List", file, 10)).isEqualTo("zwölf: 12");
        assertThat(TextFile.read("list", "List", link, 10)).isEqualTo("zwölf: 12");
        assertThat(TextFile.read("list", "List", Files.createFile(folder.resolve("empty")), 10))
                .isEmpty();
    }

    @Test
    void file_thatIsTooLarge_isRefusedUnread() throws IOException {
        refused(
                Files.writeString(folder.resolve("list"), "x".repeat(11)),
                "cannot be read: it has 11 bytes, and at most 10 are read");
    }

    @Test
    void file_thatIsNotThere_orAFolder_orNoText_isRefused() throws IOException {
        refused(folder.resolve("none"), "does not exist");
        refused(folder, "cannot be read: it is a folder");
        refused(folder.resolve("-"), "does not exist");
        refused(Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28}), "is not a text in UTF-8");
    }

    /** Neither has a size to be bounded by: one has no end, the other is made up when it is read. */
    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({"/dev/zero, it is no regular file", "/proc/self/environ, it has another size than the 0 bytes it says"})
    void file_thatIsNoneOnADisk_isRefused(Path file, String why) {
        assertThatThrownBy(() -> TextFile.read("template", "Template file", file, 1_048_576))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Template file " + file + " cannot be read: " + why);
    }
}

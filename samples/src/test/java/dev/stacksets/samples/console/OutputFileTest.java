package dev.stacksets.samples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    private String[] files() {
        String[] names = folder.toFile().list();
        return names == null ? new String[0] : names;
    }

    @Test
    void write_newOrOverWhatIsThere_leavesTheFileAlone() throws IOException {
        Path file = folder.resolve("plan.json");

        new OutputFile(file).write("first, and longer");
        new OutputFile(file).write("zwei");

        assertThat(file).hasContent("zwei");
        assertThat(files()).containsExactly("plan.json");
    }

    /** A folder of that name beside it is as much in the way as a disk that is full. */
    @Test
    void write_thatFails_leavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "the plan that was there");
        Path inTheWay = folder.resolve(".plan.json." + ProcessHandle.current().pid() + ".part");
        Files.createDirectories(inTheWay.resolve("not empty"));

        assertThatThrownBy(() -> new OutputFile(file).write("another"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot write to " + file + ": ");

        assertThat(file).hasContent("the plan that was there");
    }

    @Test
    void write_whereThereIsNoFolder_saysSo() {
        Path file = folder.resolve("none/plan.json");

        assertThatThrownBy(() -> new OutputFile(file).write("text"))
                .hasMessage("Cannot write to " + file + ": the folder is not there, or may not be written to");
    }

    @Test
    void write_throughALink_keepsTheLink() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        new OutputFile(link).write("new");

        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void write_overAPrivateFile_keepsItPrivate() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        new OutputFile(file).write("new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void write_toADevice_isDoneAtOnce() {
        new OutputFile(Path.of("/dev/null")).write("text");

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}

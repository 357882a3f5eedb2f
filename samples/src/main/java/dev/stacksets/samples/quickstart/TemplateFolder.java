package dev.stacksets.samples.quickstart;

import dev.stacksets.definition.TextFile;
import dev.stacksets.samples.console.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The folder of the templates, which come out of the jar. */
final class TemplateFolder {
    private static final int MOST_BYTES = 65_536;

    private final Path folder;

    /** Makes the folder if there is none. */
    TemplateFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /** Where a file of that name is, or would be. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes one template out, over what was there. */
    Path extract(String name) {
        Path file = file(name);
        try (InputStream template = TemplateFolder.class.getResourceAsStream("/templates/" + name)) {
            byte[] bytes = Objects.requireNonNull(template, name).readAllBytes();
            new OutputFile(file).write(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw unwritable(failure);
        }
        return file;
    }

    void write(String name, String line) {
        new OutputFile(file(name)).write(line + System.lineSeparator());
    }

    String read(String name) {
        return TextFile.read("folder", "File", file(name), MOST_BYTES);
    }

    private UncheckedIOException unwritable(IOException failure) {
        return new UncheckedIOException("Cannot write to the folder " + folder + ": name another one.", failure);
    }
}

package dev.stacksets.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The folder of the templates, which come out of the jar. */
final class TemplateFolder {
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
            Files.copy(Objects.requireNonNull(template, name), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
        return file;
    }

    void write(String name, String line) {
        try {
            Files.writeString(file(name), line + System.lineSeparator());
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file(name) + ".", failure);
        }
    }

    private UncheckedIOException unwritable(IOException failure) {
        return new UncheckedIOException("Cannot write to the folder " + folder + ": name another one.", failure);
    }
}

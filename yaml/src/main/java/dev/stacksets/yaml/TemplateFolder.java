package dev.stacksets.yaml;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder that a fleet file names templates from.
 *
 * @param path of the folder
 * @param isOpen whether a template may be outside
 */
record TemplateFolder(Path path, boolean isOpen) {
    private static final String FIELD = "template";

    static TemplateFolder closed(Path path) {
        return new TemplateFolder(path, false);
    }

    TemplateFolder open() {
        return new TemplateFolder(path, true);
    }

    /** Called what the file calls it, so that plans made elsewhere from the same files are the same. */
    TemplateSource template(String name) {
        Path file = file(name);
        if (!isOpen) {
            requireInside(name, file);
        }
        String body = ((TemplateSource.Inline) TemplateSource.file(file)).body();
        return new TemplateSource.Inline(body, "template file " + name);
    }

    private Path file(String name) {
        try {
            return path.resolve(name);
        } catch (InvalidPathException malformed) {
            throw new InvalidInputException(FIELD, "Template file '" + name + "' has a name that no file can have.");
        }
    }

    /** As it is written, before anybody looks whether it is there, and as it is when links are followed. */
    private void requireInside(String name, Path file) {
        boolean written = file.toAbsolutePath()
                .normalize()
                .startsWith(path.toAbsolutePath().normalize());
        if (!written || !isReallyInside(file)) {
            throw new InvalidInputException(
                    FIELD,
                    "Template file '" + name + "' is outside the folder of the fleet file. Put it there, or allow it:"
                            + " FleetFile.allowOutsideFolder(), --allow-outside-folder on the command line.");
        }
    }

    /** What is not there is nowhere: reading it says so. */
    private boolean isReallyInside(Path file) {
        try {
            return file.toRealPath().startsWith(path.toRealPath());
        } catch (IOException absent) {
            return true;
        }
    }
}

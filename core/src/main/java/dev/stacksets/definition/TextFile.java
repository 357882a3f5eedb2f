package dev.stacksets.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Reads text files that somebody has named, and no more of them than a bound. Only regular files are read: no folders,
 * devices or pipes, and none of the files that a system makes up while they are read, such as those below {@code /proc}.
 */
public final class TextFile {
    private TextFile() {}

    /**
     * Reads a file. Its size is looked at first, so a file that is too large costs nothing.
     *
     * @param field what it is for, as {@link InvalidInputException#field()} will have it
     * @param name what it is, at the start of a message: {@code Template file}
     * @param file a regular file in UTF-8, or a link to one
     * @param mostBytes how large it may be, in bytes
     * @return its text
     * @throws InvalidInputException if it is no such file, is larger, cannot be read, or changes while it is read
     */
    public static String read(String field, String name, Path file, int mostBytes) {
        try {
            return text(regular(file, mostBytes), file);
        } catch (NoSuchFileException absent) {
            throw unreadable(field, name, file, "does not exist", absent);
        } catch (AccessDeniedException denied) {
            throw unreadable(field, name, file, "may not be read by this user", denied);
        } catch (CharacterCodingException binary) {
            throw unreadable(field, name, file, "is not a text in UTF-8", binary);
        } catch (FileSystemException refused) {
            throw unreadable(
                    field,
                    name,
                    file,
                    "cannot be read: "
                            + Optional.ofNullable(refused.getReason()).orElse("the file system refuses"),
                    refused);
        } catch (IOException other) {
            throw unreadable(field, name, file, "cannot be read (" + other.getMessage() + ")", other);
        }
    }

    private static int regular(Path file, int mostBytes) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (found.isDirectory()) {
            throw refusal(file, "it is a folder");
        }
        if (!found.isRegularFile()) {
            throw refusal(file, "it is no regular file");
        }
        if (found.size() > mostBytes) {
            throw refusal(file, "it has " + found.size() + " bytes, and at most " + mostBytes + " are read");
        }
        return (int) found.size();
    }

    /** One byte more than there should be: what has another size than it says is made up while it is read, or changing. */
    private static String text(int size, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(size + 1);
            if (bytes.length != size) {
                throw refusal(
                        file,
                        "it has another size than the " + size + " bytes it says; it is changing, or it is not stored");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static FileSystemException refusal(Path file, String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }

    private static InvalidInputException unreadable(
            String field, String name, Path file, String why, IOException cause) {
        InvalidInputException refusal = new InvalidInputException(field, name + " " + file + " " + why + ".");
        refusal.initCause(cause);
        return refusal;
    }
}

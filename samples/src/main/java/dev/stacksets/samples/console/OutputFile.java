package dev.stacksets.samples.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is written: whole, or not at all. The text is written beside it and moved there, so what was there stays
 * if the disk is full or the process dies.
 *
 * @param file where to
 */
public record OutputFile(Path file) {

    /**
     * Writes the text in place of what is there. To what is no file, such as {@code /dev/stdout}, it is written at once.
     *
     * @param text all of it
     * @throws UncheckedIOException if that cannot be done; what was there is there still
     */
    public void write(String text) {
        try {
            Path place = Files.exists(file) ? file.toRealPath() : file;
            if (Files.exists(place) && !Files.isRegularFile(place)) {
                Files.writeString(place, text);
            } else {
                replace(place, text);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write to " + file + ": " + reason(failure), failure);
        }
    }

    private static void replace(Path place, String text) throws IOException {
        Path beside = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.deleteIfExists(beside);
        try {
            writeThrough(beside, text, permissions(place));
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** On the disk before it is moved: a file system may move first and write later. */
    private static void writeThrough(Path beside, String text, FileAttribute<?>... permissions) throws IOException {
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(beside, asNew, permissions)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                int unused = channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Those of the file that was there: nobody may read it who could not before. */
    private static FileAttribute<?>[] permissions(Path place) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(place, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view == null || !Files.exists(place)
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(view.readAttributes().permissions())
                };
    }

    private String reason(IOException failure) {
        return failure instanceof FileSystemException refused
                ? Optional.ofNullable(refused.getReason()).orElse("the folder is not there, or may not be written to")
                : String.valueOf(failure.getMessage());
    }
}

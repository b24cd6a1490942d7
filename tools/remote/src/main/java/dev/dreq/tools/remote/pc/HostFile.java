package dev.dreq.tools.remote.pc;

import dev.dreq.tools.remote.qom.QemuError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of the host that a client names. */
final class HostFile {

    private HostFile() {}

    /** What writes the content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, over one that is there.
     *
     * @param complaint how an error begins
     * @throws QemuError if that is not possible
     */
    static void write(String name, String complaint, byte[] content) {
        write(name, complaint, out -> out.write(content));
    }

    /** As {@link #write(String, String, byte[])}, bit by bit. */
    static void write(String name, String complaint, Content content) {
        try (OutputStream out = Files.newOutputStream(Path.of(name))) {
            content.writeTo(out);
        } catch (IOException | InvalidPathException refused) {
            throw QemuError.generic("%s '%s': %s".formatted(complaint, name, reason(refused)));
        }
    }

    /** Why a file cannot be used, in the words of the C library where there are any. */
    static String reason(Exception refused) {
        if (refused instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (refused instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = refused instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? String.valueOf(refused.getMessage()) : reason;
    }
}

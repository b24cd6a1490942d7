package dev.dreq.tools.cli.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Looks at files that the command line names, before anything is done with them. */
public final class InputFile {

    private InputFile() {}

    /** A path as the command line gives it. */
    public static Path path(String option, String text) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "%s '%s' is no file name: %s".formatted(option, text, e.getReason()), e);
        }
        throw new UsageException("%s '' is no file name".formatted(option));
    }

    /** The size in bytes of a file that can be read. */
    public static long size(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException("%s %s is a directory; give a file".formatted(option, file));
        }
        if (!Files.exists(file)) {
            throw new UsageException("%s %s does not exist".formatted(option, file));
        }
        if (!Files.isReadable(file)) {
            throw new UsageException("%s %s may not be read".formatted(option, file));
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UsageException(
                    "%s %s cannot be read: %s".formatted(option, file, e.getMessage()), e);
        }
    }

    /** Whether two names are of one file, perhaps one that does not exist yet. */
    public static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        }
    }
}

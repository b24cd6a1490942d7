package dev.dreq.tools.cli.line;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that the command line names for output. It is written beside its place and moved there
 * when it is complete, so that what stands there is never half of something.
 */
public final class OutputFile implements AutoCloseable {
    private final Path named;
    private final Path target;
    private final Path written;
    private @Nullable OutputStream out;

    private OutputFile(Path named, Path target, Path written) {
        this.named = named;
        this.target = target;
        this.written = written;
    }

    /** Looks at the place that an option names; nothing is written before the first byte comes. */
    public static OutputFile at(String option, Path named) {
        Path target = resolve(option, named);
        if (Files.isDirectory(target)) {
            throw refused(option, named, "is a directory; give a file");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refused(option, named, "cannot be made: there is no directory " + folder);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw refused(option, named, "may not be written");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return new OutputFile(named, target, target); // such as /dev/null: nothing to move
        }
        if (!Files.isWritable(folder)) {
            throw refused(option, named, "cannot be made: %s may not be written".formatted(folder));
        }
        String part = ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid());
        return new OutputFile(named, target, folder.resolve(part));
    }

    private static Path resolve(String option, Path named) {
        try {
            return Files.exists(named) ? named.toRealPath() : named;
        } catch (IOException e) {
            throw refused(option, named, "cannot be resolved: " + e.getMessage());
        }
    }

    private static UsageException refused(String option, Path named, String why) {
        return new UsageException("%s %s %s".formatted(option, named, why));
    }

    /** Its name as it was given. */
    public Path named() {
        return named;
    }

    /** Writes the first {@code length} of {@code bytes}, after what was written before. */
    public void write(byte[] bytes, int length) throws IOException {
        OutputStream stream = out;
        if (stream == null) {
            stream = Files.newOutputStream(written);
            if (!written.equals(target)) {
                written.toFile().deleteOnExit();
            }
            out = stream;
        }
        stream.write(bytes, 0, length);
    }

    /** There is no more: what was written goes to its place. */
    public void complete() throws IOException {
        OutputStream stream = out;
        if (stream != null) {
            stream.close();
            if (!written.equals(target)) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
            out = null;
        }
    }

    /** Takes away what is not complete. */
    @Override
    public void close() throws IOException {
        OutputStream stream = out;
        if (stream != null) {
            out = null;
            stream.close();
            if (!written.equals(target)) {
                Files.deleteIfExists(written);
            }
        }
    }
}

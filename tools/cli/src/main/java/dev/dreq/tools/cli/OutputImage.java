package dev.dreq.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets what is read. It is written beside its place and moved there when it is
 * complete, so that what stands there is never half of a floppy.
 */
final class OutputImage implements FloppyRead.Reader, AutoCloseable {
    private final Path named;
    private final Path target;
    private final Path written;
    private @Nullable OutputStream out;

    private OutputImage(Path named, Path target, Path written) {
        this.named = named;
        this.target = target;
        this.written = written;
    }

    /** Looks at the place that an option names; nothing is written before the first byte comes. */
    static OutputImage at(String option, Path named) {
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
            return new OutputImage(named, target, target); // such as /dev/null: nothing to move
        }
        if (!Files.isWritable(folder)) {
            throw refused(option, named, "cannot be made: %s may not be written".formatted(folder));
        }
        String part = ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid());
        return new OutputImage(named, target, folder.resolve(part));
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

    @Override
    public void accept(byte[] bytes, int length) throws IOException {
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

    @Override
    public void end() throws IOException {
        OutputStream stream = out;
        if (stream != null) {
            stream.close();
            if (!written.equals(target)) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
            out = null;
        }
    }

    @Override
    public String outcome() {
        return "copied to " + named;
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

package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares what is read with a file. */
public final class Comparison implements FloppyRead.Reader, AutoCloseable {
    private final Path file;
    private final String name;
    private @Nullable InputStream in;
    private long compared;

    /**
     * Compares with {@code file}.
     *
     * @param name what to call it in the report
     */
    public Comparison(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    private InputStream in() throws IOException {
        InputStream stream = in;
        if (stream == null) {
            stream = Files.newInputStream(file);
            in = stream;
        }
        return stream;
    }

    @Override
    public void accept(byte[] bytes, int length) throws JobFailure, IOException {
        byte[] expected = in().readNBytes(length);
        int same = Arrays.mismatch(bytes, 0, length, expected, 0, expected.length);
        if (same >= 0) {
            throw new JobFailure(
                    "what the driver read differs from %s at byte %d"
                            .formatted(name, compared + same));
        }
        compared += length;
    }

    @Override
    public void end() throws JobFailure, IOException {
        if (in().read() >= 0) {
            throw new JobFailure(
                    "the driver read %d bytes and %s has more".formatted(compared, name));
        }
    }

    @Override
    public String outcome() {
        return "identical to " + name;
    }

    @Override
    public void close() throws JobFailure {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            throw new JobFailure("cannot close %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}

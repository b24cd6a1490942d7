package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import java.io.IOException;

/** Reads a floppy from its first to its last byte. */
public record FloppyRead(Reader reader) implements FloppyJob {
    private static final String NAME = "floppy-read";

    /** Gets what the driver delivers, in order. */
    public interface Reader {

        /** The next bytes: the first {@code length} of {@code bytes}. */
        void accept(byte[] bytes, int length) throws JobFailure, IOException;

        /** There are no more. */
        void end() throws JobFailure, IOException;

        /** What came of it, in words. */
        String outcome();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long run(FloppyVolume volume, Progress progress) throws JobFailure, IOException {
        byte[] bytes = new byte[volume.bytesPerRequest()];
        long total = volume.bytes();
        for (long done = 0; done < total; ) {
            int length = (int) Math.min(bytes.length, total - done);
            volume.read(done, bytes, length);
            reader.accept(bytes, length);
            done += length;
            progress.at(NAME, done, total);
        }
        reader.end();
        return total;
    }

    @Override
    public String outcome() {
        return reader.outcome();
    }
}

package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file to a floppy, from its first byte on. */
record FloppyWrite(Path source) implements FloppyJob {
    private static final String NAME = "floppy-write";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long run(FloppyVolume volume, Progress progress) throws JobFailure, IOException {
        long total = Files.size(source);
        if (total > volume.bytes()) {
            throw new JobFailure(
                    "%s has %d bytes, but the disk has %d"
                            .formatted(source, total, volume.bytes()));
        }
        byte[] bytes = new byte[volume.bytesPerRequest()];
        try (InputStream in = Files.newInputStream(source)) {
            for (long done = 0; done < total; ) {
                int length = in.readNBytes(bytes, 0, (int) Math.min(bytes.length, total - done));
                if (length == 0) {
                    throw new JobFailure(
                            "%s ended at byte %d of %d while it was read"
                                    .formatted(source, done, total));
                }
                volume.write(done, bytes, length);
                done += length;
                progress.at(NAME, done, total);
            }
        }
        return total;
    }

    @Override
    public String outcome() {
        return "written from " + source;
    }
}

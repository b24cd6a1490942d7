package dev.dreq.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A 1.44 M floppy image in a temporary file, made to be recognised: each sector begins with its own
 * number in words, and goes on with bytes that the seed decides.
 */
final class PatternFloppy implements AutoCloseable {
    private static final int SECTORS = 2880;
    private static final int SECTOR_BYTES = 512;

    private final Path file;

    private PatternFloppy(Path file) {
        this.file = file;
    }

    /** Makes one. */
    static PatternFloppy create(long seed) throws JobFailure {
        try {
            Path file = Files.createTempFile("dreq-", ".img");
            file.toFile().deleteOnExit();
            Files.write(file, content(seed));
            return new PatternFloppy(file);
        } catch (IOException e) {
            throw new JobFailure(
                    "cannot make a floppy image in a temporary file: " + e.getMessage(), e);
        }
    }

    private static byte[] content(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] content = new byte[SECTORS * SECTOR_BYTES];
        random.nextBytes(content);
        for (int sector = 0; sector < SECTORS; sector++) {
            byte[] label =
                    "dreq sector %04d of %d\n"
                            .formatted(sector, SECTORS)
                            .getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(label, 0, content, sector * SECTOR_BYTES, label.length);
        }
        return content;
    }

    FloppyImage image() {
        return new FloppyImage(file, true);
    }

    @Override
    public void close() throws JobFailure {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new JobFailure("cannot delete %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}

package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.line.FloppyImage;
import dev.dreq.tools.cli.picture.Images;
import dev.dreq.tools.cli.picture.TestCard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A 1.44 M floppy image in a temporary file. From its first byte on it holds the test card as a BMP
 * of 24 bits per pixel, which fills all but its last sectors.
 */
public final class CardFloppy implements AutoCloseable {

    /** What it is called in reports. */
    public static final String NAME = "the floppy that dreq made";

    private static final int BYTES = 1_474_560;
    private static final String BMP = "bmp";

    private final Path file;

    private CardFloppy(Path file) {
        this.file = file;
    }

    /** Makes one. */
    public static CardFloppy create() throws JobFailure {
        try {
            Path file = Files.createTempFile("dreq-", ".img");
            file.toFile().deleteOnExit();
            Files.write(file, Arrays.copyOf(bmp(), BYTES));
            return new CardFloppy(file);
        } catch (IOException e) {
            throw new JobFailure(
                    "cannot make a floppy image in a temporary file: " + e.getMessage(), e);
        }
    }

    private static byte[] bmp() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(Images.of(TestCard.picture()), BMP, stream);
        }
        return bytes.toByteArray();
    }

    /** The file, write-protected. */
    public FloppyImage image() {
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

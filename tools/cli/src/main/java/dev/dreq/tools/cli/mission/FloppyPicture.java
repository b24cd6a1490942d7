package dev.dreq.tools.cli.mission;

import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.floppy.FloppyRead;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.picture.Images;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is read of a floppy, which is a picture's file, and compares it with another reader.
 */
final class FloppyPicture implements FloppyRead.Reader {
    private final FloppyRead.Reader comparison;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private ScanOut.@Nullable Picture picture;

    FloppyPicture(FloppyRead.Reader comparison) {
        this.comparison = comparison;
    }

    @Override
    public void accept(byte[] bytes, int length) throws JobFailure, IOException {
        comparison.accept(bytes, length);
        content.write(bytes, 0, length);
    }

    @Override
    public void end() throws JobFailure, IOException {
        comparison.end();
    }

    @Override
    public String outcome() {
        return comparison.outcome();
    }

    /** The picture, once all is read. */
    ScanOut.Picture picture() throws JobFailure {
        ScanOut.Picture decoded = picture;
        if (decoded == null) {
            decoded = decode();
            picture = decoded;
        }
        return decoded;
    }

    private ScanOut.Picture decode() throws JobFailure {
        try {
            @Nullable BufferedImage image =
                    ImageIO.read(
                            new MemoryCacheImageInputStream(
                                    new ByteArrayInputStream(content.toByteArray())));
            if (image == null) {
                throw new JobFailure("what was read of the floppy is not a picture");
            }
            return Images.picture(image);
        } catch (IOException e) {
            throw new JobFailure(
                    "what was read of the floppy is not a picture: " + e.getMessage(), e);
        }
    }
}

package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.line.InputFile;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * The file of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureFile(Path file, int width, int height) {
    /** Looks at the file. */
    static PictureFile of(Path file) {
        if (InputFile.size(Syntax.SHOW, file) == 0) {
            throw new UsageException("%s %s is empty".formatted(Syntax.SHOW, file));
        }
        return withReader(
                file,
                (reader, in) -> new PictureFile(file, reader.getWidth(0), reader.getHeight(0)));
    }

    private interface Use<T> {
        T of(ImageReader reader, ImageInputStream in) throws IOException;
    }

    private static <T> T withReader(Path file, Use<T> use) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UsageException(
                        "%s %s is not a picture that can be read; give a PNG, JPEG, BMP or GIF"
                                .formatted(Syntax.SHOW, file));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return use.of(reader, in);
            } finally {
                reader.dispose();
            }
        } catch (UsageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // decoders throw both at broken files
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new UsageException(
                    "%s %s cannot be decoded; it is broken, cut off or of an unusual kind: %s"
                            .formatted(Syntax.SHOW, file, why),
                    e);
        }
    }

    /** Decodes it; what is transparent is shown on black. */
    ScanOut.Picture read() {
        return withReader(file, (reader, in) -> Images.picture(complete(reader, in)));
    }

    /** A decoder may only warn of a file that is cut off, and fill the picture up. */
    private static BufferedImage complete(ImageReader reader, ImageInputStream in)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty() && in.read() < 0) {
            throw new IIOException(warnings.get(0));
        }
        return image;
    }
}

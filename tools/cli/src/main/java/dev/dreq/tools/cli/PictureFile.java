package dev.dreq.tools.cli;

import dev.dreq.plugin.ScanOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The file of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureFile(Path file, int width, int height) {
    private static final String NO_PICTURE =
            "%s %s is not a picture that can be read (PNG, JPEG, BMP, GIF): %s";

    /** Looks at the file. */
    static PictureFile of(Path file) {
        if (InputFile.size(Syntax.SHOW, file) == 0) {
            throw new UsageException("%s %s is empty".formatted(Syntax.SHOW, file));
        }
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        return withReader(
                file, reader -> new PictureFile(file, reader.getWidth(0), reader.getHeight(0)));
    }

    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T withReader(Path file, Use<T> use) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UsageException(
                        NO_PICTURE.formatted(Syntax.SHOW, file, "its format is not known"));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (UsageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // decoders throw both at broken files
            throw new UsageException(NO_PICTURE.formatted(Syntax.SHOW, file, e.getMessage()), e);
        }
    }

    /** Decodes it; what is transparent is shown on black. */
    ScanOut.Picture read() {
        return withReader(file, reader -> Images.picture(reader.read(0)));
    }
}

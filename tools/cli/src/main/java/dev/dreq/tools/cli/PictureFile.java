package dev.dreq.tools.cli;

import dev.dreq.plugin.ScanOut;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
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
        return withReader(file, reader -> picture(reader.read(0)));
    }

    private static ScanOut.Picture picture(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels =
                isGray(image) ? gray(image) : image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = onBlack(pixels[i]);
        }
        return new ScanOut.Picture(width, height, pixels);
    }

    private static boolean isGray(BufferedImage image) {
        return !(image.getColorModel() instanceof IndexColorModel)
                && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /** The samples themselves: getRGB takes them for linear light, which files do not hold. */
    private static int[] gray(BufferedImage image) {
        Raster raster = image.getRaster();
        int[] pixels = new int[image.getWidth() * image.getHeight()];
        int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        boolean alpha = image.getColorModel().hasAlpha();
        for (int i = 0; i < pixels.length; i++) {
            int x = i % image.getWidth();
            int y = i / image.getWidth();
            int level = raster.getSample(x, y, 0) * 255 / max;
            int opacity = alpha ? raster.getSample(x, y, 1) * 255 / max : 255;
            pixels[i] = (opacity << 24) | (level << 16) | (level << 8) | level;
        }
        return pixels;
    }

    private static int onBlack(int argb) {
        int alpha = argb >>> 24;
        if (alpha == 255) {
            return argb & 0xFF_FFFF;
        }
        int red = ((argb >> 16) & 255) * alpha / 255;
        int green = ((argb >> 8) & 255) * alpha / 255;
        int blue = (argb & 255) * alpha / 255;
        return (red << 16) | (green << 8) | blue;
    }
}

package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Pictures of the machine as images of the JDK, and back. */
public final class Images {

    private Images() {}

    /** A picture as an image. */
    public static BufferedImage of(ScanOut.Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, picture.width(), picture.height(), picture.pixels(), 0, picture.width());
        return image;
    }

    /** An image as a picture; what is transparent is on black. */
    public static ScanOut.Picture picture(BufferedImage image) {
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
            int level = eightBits(raster.getSample(x, y, 0), max);
            int opacity = alpha ? eightBits(raster.getSample(x, y, 1), max) : 255;
            pixels[i] = (opacity << 24) | (level << 16) | (level << 8) | level;
        }
        return pixels;
    }

    private static int eightBits(int sample, int max) {
        return (sample * 255 + max / 2) / max;
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

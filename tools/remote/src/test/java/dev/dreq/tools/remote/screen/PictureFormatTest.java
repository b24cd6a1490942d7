package dev.dreq.tools.remote.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.ScanOut.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureFormatTest {

    private static Picture random(int width, int height) {
        int[] pixels =
                new SplittableRandom(width).ints((long) width * height, 0, 1 << 24).toArray();
        return new Picture(width, height, pixels);
    }

    @Test
    void aPixmapIsItsHeaderAndThreeBytesAPixel() {
        byte[] file = PictureFormat.PPM.encode(new Picture(2, 1, new int[] {0x010203, 0xfffefd}));
        byte[] header = "P6\n2 1\n255\n".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(header, Arrays.copyOf(file, header.length));
        assertArrayEquals(
                new byte[] {1, 2, 3, -1, -2, -3},
                Arrays.copyOfRange(file, header.length, file.length));
    }

    @Test
    void aPngIsReadBackPixelByPixel() throws IOException {
        Picture picture = random(33, 17);
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(PictureFormat.PNG.encode(picture)));
        assertEquals(33, read.getWidth());
        assertEquals(17, read.getHeight());
        int[] pixels = read.getRGB(0, 0, 33, 17, null, 0, 33);
        assertArrayEquals(
                picture.pixels(), Arrays.stream(pixels).map(p -> p & 0xff_ffff).toArray());
    }
}

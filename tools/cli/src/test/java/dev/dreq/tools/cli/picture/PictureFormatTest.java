package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Dreq;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that {@code dreq run --show} takes, and those that it refuses. */
class PictureFormatTest {
    private static final int WIDTH = 101;
    private static final int HEIGHT = 67;
    private static final int PNG_EXTENTS = 16;

    @TempDir Path folder;

    private Path written(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()), format);
        return file;
    }

    private static BufferedImage image(int type) {
        return ShownPicture.unlike(WIDTH, HEIGHT, type);
    }

    /** An opaque image of pixels that a rule gives. */
    private static BufferedImage each(Pixel rule) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, rule.at(x, y));
            }
        }
        return image;
    }

    private interface Pixel {
        int at(int x, int y);
    }

    private static void assertShows(BufferedImage expected, Path file) throws IOException {
        new ShownPicture(file, expected).shown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void losslessPicturesAreShownAsTheyAre(String format) throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_INT_RGB);
        assertShows(image, written(image, format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void picturesWithAPaletteAreShownAsTheyAre(String format) throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_BYTE_INDEXED);
        assertShows(image, written(image, format));
        BufferedImage twoColours = image(BufferedImage.TYPE_BYTE_BINARY);
        assertShows(twoColours, written(twoColours, format));
    }

    @Test
    void aJpegIsShownAsItsDecoderSays() throws IOException {
        Path file = written(image(BufferedImage.TYPE_INT_RGB), "jpg");
        BufferedImage decoded = ImageIO.read(file.toFile());
        assertShows(each(decoded::getRGB), file);
    }

    @ParameterizedTest
    @CsvSource({"png, 255", "bmp, 255", "gif, 255", "jpg, 255", "png, 65535"})
    void aLevelOfGrayIsThatMuchOfEachColour(String format, int white) throws IOException {
        BufferedImage image =
                new BufferedImage(
                        WIDTH,
                        HEIGHT,
                        white == 255
                                ? BufferedImage.TYPE_BYTE_GRAY
                                : BufferedImage.TYPE_USHORT_GRAY);
        SplittableRandom random = new SplittableRandom(white);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, random.nextInt(white + 1));
        }
        Path file = written(image, format);
        Raster levels = format.equals("jpg") ? ImageIO.read(file.toFile()).getRaster() : null;
        Raster samples = levels == null ? image.getRaster() : levels;
        assertShows(each((x, y) -> toByte(samples.getSample(x, y, 0), white) * 0x01_0101), file);
    }

    @Test
    void sixteenBitsOfAColourAreRoundedToEight() throws IOException {
        ColorModel deep =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_USHORT);
        WritableRaster samples = deep.createCompatibleWritableRaster(WIDTH, HEIGHT);
        SplittableRandom random = new SplittableRandom(16);
        for (int i = 0; i < 3 * WIDTH * HEIGHT; i++) {
            samples.setSample(i / 3 % WIDTH, i / 3 / WIDTH, i % 3, random.nextInt(1 << 16));
        }
        assertShows(
                each(
                        (x, y) ->
                                toByte(samples.getSample(x, y, 0), 65535) << 16
                                        | toByte(samples.getSample(x, y, 1), 65535) << 8
                                        | toByte(samples.getSample(x, y, 2), 65535)),
                written(new BufferedImage(deep, samples, false, null), "png"));
    }

    private static int toByte(int sample, int white) {
        return Math.round(sample * 255f / white);
    }

    @Test
    void whatIsTransparentIsShownOnBlack() throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_INT_ARGB);
        SplittableRandom random = new SplittableRandom(5);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int alpha = y == 0 ? 0 : y == 1 ? 255 : random.nextInt(256);
                image.setRGB(x, y, (image.getRGB(x, y) & 0xFF_FFFF) | (alpha << 24));
            }
        }
        assertShows(each((x, y) -> onBlack(image.getRGB(x, y))), written(image, "png"));
        Path gif = written(image, "gif");
        BufferedImage decoded = ImageIO.read(gif.toFile());
        assertTrue(decoded.getColorModel().hasAlpha());
        assertShows(each((x, y) -> onBlack(decoded.getRGB(x, y))), gif);
    }

    private static int onBlack(int argb) {
        int alpha = argb >>> 24;
        int rgb = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            rgb |= (((argb >> shift) & 255) * alpha / 255) << shift;
        }
        return rgb;
    }

    private void assertRefused(Path file, String... words) {
        Path dump = folder.resolve("refused.png");
        Dreq run = dreq("run", "--show", file, "--screendump", dump);
        assertAll(
                () -> assertEquals(2, run.status(), run.err()),
                () -> assertEquals("", run.out()),
                () -> assertTrue(run.err().startsWith("dreq: --show " + file), run.err()),
                () -> assertEquals(1, run.err().lines().count(), run.err()),
                () -> assertFalse(run.err().contains("null"), run.err()),
                () -> assertFalse(Files.exists(dump)));
        for (String word : words) {
            assertTrue(run.err().contains(word), run.err());
        }
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        assertRefused(folder, "is a directory");
        assertRefused(folder.resolve("nothing.png"), "does not exist");
        assertRefused(Files.createFile(folder.resolve("empty.png")), "is empty");
        assertRefused(
                Files.writeString(folder.resolve("text.png"), "no picture"),
                "is not a picture that can be read",
                "PNG, JPEG, BMP or GIF");
        assertRefused(
                Files.write(folder.resolve("zeros.png"), new byte[4096]),
                "is not a picture that can be read");
    }

    @ParameterizedTest
    @CsvSource({
        "png, 0.02", "png, 0.1", "png, 0.5", "png, 0.95",
        "jpg, 0.05", "jpg, 0.3", "jpg, 0.5", "jpg, 0.95",
        "bmp, 0.001", "bmp, 0.1", "bmp, 0.5", "bmp, 0.95",
        "gif, 0.01", "gif, 0.1", "gif, 0.5", "gif, 0.9",
    })
    void aFileThatIsCutOffIsRefused(String format, double part) throws IOException {
        Path file = written(image(BufferedImage.TYPE_INT_RGB), format);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, (int) (content.length * part)));
        assertRefused(file, "cannot be decoded; it is broken, cut off or of an unusual kind: ");
    }

    @Test
    void aFileThatIsBrokenIsRefused() throws IOException {
        Path file = written(image(BufferedImage.TYPE_INT_RGB), "png");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        assertRefused(Files.write(file, content), "cannot be decoded");
    }

    /** A PNG that says it has these extents, and holds fewer pixels. */
    private Path claiming(int width, int height) throws IOException {
        Path file = written(image(BufferedImage.TYPE_INT_RGB), "png");
        byte[] content = Files.readAllBytes(file);
        ByteBuffer.wrap(content).putInt(PNG_EXTENTS, width).putInt(PNG_EXTENTS + 4, height);
        return Files.write(file, content);
    }

    @Test
    void aPictureThatNoModeHoldsIsRefusedBeforeItIsDecoded() throws IOException {
        assertRefused(
                claiming(16_001, 1), "has 16001 x 1 pixels; the largest mode has 16000 x 16000");
        assertRefused(claiming(1, 16_001), "has 1 x 16001 pixels");
        assertRefused(claiming(Integer.MAX_VALUE, Integer.MAX_VALUE), "the largest mode");
        assertRefused(claiming(0, 0), "cannot be decoded");
        assertRefused(
                claiming(8192, 8193),
                "has 8192 x 8193 pixels of 268468224 bytes; the largest video memory has 256M");
    }

    @Test
    void aPictureThatDoesNotFitIsRefusedAndTheVideoMemoryNamed() throws IOException {
        Path file = ShownPicture.of(folder, 641, 481).file();
        Dreq run = dreq("run", "--show", file, "--device", "display,vram=1M");
        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("display0 has vram=1M"), run.err());
        assertTrue(run.err().contains("--device display,vram=2M"), run.err());
    }
}

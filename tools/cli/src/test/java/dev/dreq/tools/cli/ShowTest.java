package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq run --show}. */
class ShowTest {
    private static final List<String> ROADS =
            List.of("miniport", "busmaster", "busmaster-sg", "sg-list", "ring");

    @TempDir Path folder;

    private Path picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(31L * width + height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        Path file = folder.resolve("%dx%d.png".formatted(width, height));
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Dreq shows(Path picture, Object... more) throws IOException {
        Path dump = folder.resolve("dump.png");
        List<Object> args =
                new ArrayList<>(List.of("run", "--json", "--show", picture, "--screendump", dump));
        args.addAll(Arrays.asList(more));
        Dreq run = dreq(args.toArray());
        assertEquals(0, run.status(), () -> args + " says " + run.err());
        BufferedImage expected = ImageIO.read(picture.toFile());
        BufferedImage screen = ImageIO.read(dump.toFile());
        assertEquals(Math.max(64, expected.getWidth()), screen.getWidth());
        assertEquals(Math.max(64, expected.getHeight()), screen.getHeight());
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                boolean inside = x < expected.getWidth() && y < expected.getHeight();
                int pixel = inside ? expected.getRGB(x, y) : 0xFF00_0000;
                if (pixel != screen.getRGB(x, y)) {
                    assertEquals(pixel, screen.getRGB(x, y), "pixel %d, %d".formatted(x, y));
                }
            }
        }
        long bytes = 4L * expected.getWidth() * expected.getHeight();
        assertEquals("picture-write", run.jobs().get(0).get("job"));
        assertEquals("picture-read", run.jobs().get(1).get("job"));
        for (var job : run.jobs()) {
            assertEquals("display0", job.get("device"));
            assertEquals(bytes, ((Number) job.get("bytes")).longValue());
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"miniport", "busmaster", "busmaster-sg", "sg-list", "ring"})
    void picturesOfAllSizesArriveAndComeBack(String road) throws IOException {
        shows(picture(1, 1), "--via", road);
        shows(picture(64, 64), "--via", road);
        shows(picture(641, 481), "--via", road);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sg=off", "msi=off", "max-transfer=4K", "max-sg=1"})
    void adaptersThatCanLessShowTheSame(String property) throws IOException {
        Path picture = picture(100, 70);
        for (String road : ROADS) {
            if (!property.equals("sg=off") || road.equals("miniport") || road.equals("busmaster")) {
                shows(picture, "--via", road, "--device", "display," + property);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "busmaster,start=queue",
        "busmaster,start=ready",
        "busmaster,keep=on",
        "display-miniport,irq=off"
    })
    void eachOptionOfADriverShowsTheSame(String name, String option) throws IOException {
        shows(picture(100, 70), "--driver", name + "," + option);
    }

    @Test
    void buffersOutOfReachBounce() throws IOException {
        Path picture = picture(641, 481);
        for (String road : ROADS) {
            Dreq run =
                    shows(
                            picture,
                            "--via",
                            road,
                            "-m",
                            "8G",
                            "--buffer-above",
                            "4G",
                            "--device",
                            "display,dma64=off");
            for (var job : run.jobs()) {
                assertEquals(job.get("bytes"), job.get("bouncedBytes"), road);
            }
        }
    }

    @Test
    void fiveMapRegistersSplitThePicture() throws IOException {
        Path picture = picture(641, 481);
        for (String road : ROADS) {
            Dreq run = shows(picture, "--via", road, "--map-registers", "5");
            assertEquals(5, run.figure("mapRegisters"), road);
            assertTrue(run.figure("operations") >= 641 * 481 * 4 / (5 * 4096), road);
        }
        Dreq run = shows(picture, "--map-registers", "5");
        long at = run.figure("bufferOffset");
        long end = at + run.figure("bytes");
        int calls = 0;
        for (; at < end; calls++) {
            at += Math.min(5 * 4096 - at % 4096, run.figure("maximumLength"));
        }
        assertEquals(calls, run.figure("startDmaCalls"));
    }

    @Test
    void aPortablePixmapHoldsTheSamePixels() throws IOException {
        Path dump = folder.resolve("dump.ppm");
        Path picture = picture(64, 64);
        assertEquals(0, dreq("run", "--show", picture, "--screendump", dump).status());
        byte[] content = Files.readAllBytes(dump);
        String header = "P6\n64 64\n255\n";
        assertEquals(header, new String(content, 0, header.length(), StandardCharsets.US_ASCII));
        assertEquals(header.length() + 3 * 64 * 64, content.length);
        int first = ImageIO.read(picture.toFile()).getRGB(0, 0);
        assertEquals((byte) (first >> 16), content[header.length()]);
        assertEquals((byte) first, content[header.length() + 2]);
    }

    @Test
    void aPictureThatDoesNotFitIsRefusedAndTheVideoMemoryNamed() throws IOException {
        Dreq run = dreq("run", "--show", picture(641, 481), "--device", "display,vram=1M");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("vram=2M"), run.err());
    }

    @Test
    void theScreenIsDumpedAlsoWhenAJobFailed() throws IOException {
        Path dump = folder.resolve("dump.png");
        Dreq run =
                dreq(
                        "run",
                        "--show",
                        picture(641, 481),
                        "--screendump",
                        dump,
                        "--device",
                        "display,bandwidth=1M,burst=1K",
                        "--driver",
                        "display-miniport,timeout=10");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("writing lines 0 to 480"), run.err());
        assertEquals(641, ImageIO.read(dump.toFile()).getWidth());
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "no picture");
        Dreq run = dreq("run", "--show", file);
        assertEquals(2, run.status());
        assertTrue(run.err().contains("is not a picture that can be read"), run.err());
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        Path picture = picture(1, 1);
        Path dump = folder.resolve("dump.txt");
        assertRefused("--via needs --show", "--via", "ring");
        assertRefused("takes miniport|", "--show", picture, "--via", "wire");
        assertRefused("shows no picture", "--show", picture, "--driver", "floppy");
        assertRefused("goes through", "--show", picture, "--via", "ring", "--driver", "floppy");
        assertRefused("two runs", "--show", picture, "--copy-to", dump);
        assertRefused("must end with .png or .ppm", "--show", picture, "--screendump", dump);
        assertFalse(Files.exists(dump));
    }

    private static void assertRefused(String words, Object... args) {
        List<Object> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(args));
        Dreq run = dreq(all.toArray());
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }

    @Test
    void aDriverForPicturesReadsNoFloppy() {
        Dreq run = dreq("run", "--driver", "busmaster");

        assertEquals(2, run.status());
        assertEquals(
                "dreq: --driver busmaster reads no floppy; give a picture with --show, or --driver"
                        + " floppy\n",
                run.err());
    }
}

package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Dreq;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq run --screendump}, and what does not go together with it or with --show. */
class ScreendumpTest {

    @TempDir Path folder;

    private Path picture() throws IOException {
        return ShownPicture.of(folder, 70, 64).file();
    }

    @Test
    void aPortablePixmapHoldsTheScreenInBinary() throws IOException {
        Path dump = folder.resolve("dump.ppm");
        Path picture = picture();
        assertEquals(0, dreq("run", "--show", picture, "--screendump", dump).status());
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("P6\n70 64\n255\n".getBytes(StandardCharsets.US_ASCII));
        BufferedImage image = ImageIO.read(picture.toFile());
        for (int i = 0; i < 70 * 64; i++) {
            int pixel = image.getRGB(i % 70, i / 70);
            expected.write(pixel >> 16);
            expected.write(pixel >> 8);
            expected.write(pixel);
        }
        assertArrayEquals(expected.toByteArray(), Files.readAllBytes(dump));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump.PNG", "dump.Ppm"})
    void theFormatIsThatOfTheNameInAnyCase(String name) throws IOException {
        Path dump = folder.resolve(name);
        assertEquals(0, dreq("run", "--show", picture(), "--screendump", dump).status());
        byte[] content = Files.readAllBytes(dump);
        assertEquals(name.endsWith("PNG") ? (byte) 0x89 : 'P', content[0]);
    }

    @Test
    void aDumpThatWasThereIsReplaced() throws IOException {
        Path dump = Files.writeString(folder.resolve("dump.png"), "old");
        assertEquals(0, dreq("run", "--show", picture(), "--screendump", dump).status());
        assertEquals(70, ImageIO.read(dump.toFile()).getWidth());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing else is left");
        }
    }

    @Test
    void anAdapterThatNobodySetUpShowsItsPlaceholder() throws IOException {
        Path dump = folder.resolve("dump.png");
        Dreq run = dreq("run", "--driver", "floppy", "--device", "display", "--screendump", dump);
        assertEquals(0, run.status(), run.err());
        BufferedImage screen = ImageIO.read(dump.toFile());
        assertEquals(640, screen.getWidth());
        assertEquals(480, screen.getHeight());
    }

    @Test
    void theScreenIsDumpedAlsoWhenAJobFailed() throws IOException {
        Path dump = folder.resolve("dump.png");
        Dreq run =
                dreq(
                        "run",
                        "--show",
                        ShownPicture.of(folder, 641, 481).file(),
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
    void aMachineThatShowsNothingIsRefusedBeforeItRuns() {
        Path dump = folder.resolve("dump.png");
        assertRefused(
                "no device of the machine shows a picture",
                "--driver",
                "floppy",
                "--screendump",
                dump);
        assertRefused("add one with --device display", "--driver", "floppy", "--screendump", dump);
        assertFalse(Files.exists(dump));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        Path picture = picture();
        for (String name : new String[] {"dump.jpg", "dump", "dump.txt", "png"}) {
            assertRefused(
                    name + " is of no known format; its name must end with .png or .ppm",
                    "--show",
                    picture,
                    "--screendump",
                    folder.resolve(name));
        }
        assertRefused(
                "there is no directory",
                "--show",
                picture,
                "--screendump",
                folder.resolve("no/dump.png"));
        assertRefused(
                "is a directory",
                "--show",
                picture,
                "--screendump",
                Files.createDirectory(folder.resolve("folder.png")));
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        Path picture = picture();
        assertRefused("--via needs --show", "--via", "ring");
        assertRefused("takes miniport|", "--show", picture, "--via", "wire");
        assertRefused("shows no picture", "--show", picture, "--driver", "floppy");
        assertRefused("goes through", "--show", picture, "--via", "ring", "--driver", "floppy");
        assertRefused("two runs", "--show", picture, "--copy-to", folder.resolve("a.img"));
    }

    private static void assertRefused(String words, Object... args) {
        Dreq run = dreq(Stream.concat(Stream.of("run"), Arrays.stream(args)).toArray());
        assertEquals(2, run.status(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }
}

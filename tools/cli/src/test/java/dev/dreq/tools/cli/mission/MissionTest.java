package dev.dreq.tools.cli.mission;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.tools.cli.Dreq;
import dev.dreq.tools.cli.picture.TestCard;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq run} without a job of its own: all three kinds of packet-based DMA in one go. */
class MissionTest {
    private static final Path IN_README =
            Path.of(System.getProperty("basedir", ""), "dreq-screen.png");

    @TempDir Path folder;

    private static int[] pixels(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void withoutArgumentsAPictureGoesFromAFloppyToTheScreenAndBack() throws IOException {
        Files.deleteIfExists(MissionWork.SCREEN);

        Dreq run = dreq("run");

        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.err());
        for (String part :
                List.of(
                        "identical to the floppy that dreq made",
                        "the test card is shown in mode 800 x 600 x 32",
                        "identical to the test card",
                        "dreq-screen.png")) {
            assertTrue(run.out().contains(part), () -> part + " is not in " + run.out());
        }
        int[] screen = pixels(MissionWork.SCREEN);
        assertEquals(TestCard.WIDTH * TestCard.HEIGHT, screen.length);
        assertArrayEquals(pixels(IN_README), screen, "the README shows another picture");
    }

    @Test
    void eachOfTheThreeSequencesHasItsOwnDriverAndJob() throws IOException {
        Path screen = folder.resolve("screen.png");

        Dreq run = dreq("run", "--json", "--screendump", screen);

        assertEquals(0, run.status(), run::toString);
        assertEquals(
                List.of(
                        "floppy-read floppy fdc0",
                        "picture-write display-miniport display0",
                        "picture-read busmaster display0"),
                run.jobs().stream()
                        .map(
                                job ->
                                        "%s %s %s"
                                                .formatted(
                                                        job.get("job"),
                                                        job.get("driver"),
                                                        job.get("device")))
                        .toList());
        Map<String, Object> report = JSON.std.mapFrom(run.out());
        assertEquals(
                List.of("devices", "jobs", "violations", "screendump"),
                List.copyOf(report.keySet()));
        assertEquals(screen.toString(), report.get("screendump"));
        assertArrayEquals(pixels(IN_README), pixels(screen));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--map-registers 3",
                "-m 8G --buffer-above 4G --device display,dma64=off",
                "--device display,sg=off",
                "--device display,msi=off,max-transfer=4K",
                "--device fdc,dma=3,irq=5 --seed 9"
            })
    void theMachineMayBeAnother(String options) throws IOException {
        Path screen = folder.resolve("screen.png");
        Object[] args = ("run --screendump " + screen + " " + options).split(" ");

        Dreq run = dreq(args);

        assertEquals(0, run.status(), run::toString);
        assertArrayEquals(pixels(IN_README), pixels(screen));
    }

    @Test
    void tooLittleVideoMemoryIsRefusedBeforeTheFloppyIsRead() {
        Dreq run = dreq("run", "--device", "display,vram=1M");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("vram=2M"), run.err());
        assertEquals("", run.out());
    }
}

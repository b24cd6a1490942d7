package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static dev.dreq.tools.cli.Dreq.randomFile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq run --coherent off}: drivers that flush pass as if nothing were. */
class CoherentTest {
    private static final List<String> ROADS =
            List.of("miniport", "busmaster", "busmaster-sg", "sg-list", "ring");

    @TempDir Path folder;

    private static Dreq runs(Object... args) {
        List<Object> all = new ArrayList<>(List.of("run", "--json"));
        all.addAll(Arrays.asList(args));
        Dreq run = dreq(all.toArray());
        assertEquals(0, run.status(), () -> all + " says " + run.err());
        return run;
    }

    /** The jobs without what differs from run to run. */
    private static List<Map<String, Object>> jobs(Dreq run) throws IOException {
        List<Map<String, Object>> jobs = run.jobs();
        jobs.forEach(job -> job.remove("wallNanos"));
        return jobs;
    }

    /** Runs with and without a cache; the report is the same to the nanosecond. */
    private static void passes(Object... args) throws IOException {
        List<Object> off = new ArrayList<>(Arrays.asList(args));
        off.addAll(List.of("--coherent", "off"));
        List<Object> on = new ArrayList<>(Arrays.asList(args));
        on.addAll(List.of("--coherent", "on"));
        assertEquals(jobs(runs(on.toArray())), jobs(runs(off.toArray())), () -> on.toString());
    }

    private Path picture() throws IOException {
        BufferedImage image = new BufferedImage(641, 481, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 641 * 481; i++) {
            image.setRGB(i % 641, i / 641, random.nextInt());
        }
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --seed 1
            --map-registers 5
            --map-registers 1
            -m 8G --buffer-above 16M
            -m 8G --buffer-above 4G --map-registers 5
            --driver floppy,start=queue
            --driver floppy,start=ready
            --device i8237,compat=qemu
            --device fdc,delays=off
            """)
    void aFloppyIsWrittenAndReadBack(String options) throws IOException {
        Path a = randomFile(folder.resolve("a.img"), 1440, 1);
        Path b = randomFile(folder.resolve("b.img"), 1440, 2);
        Path c = folder.resolve("c.img");
        List<Object> args = new ArrayList<>(List.of((Object[]) options.split(" ", -1)));
        args.addAll(List.of("--floppy", a, "--copy-from", b, "--copy-to", c));
        passes(args.toArray());
        assertEquals(-1, Files.mismatch(b, a));
        assertEquals(-1, Files.mismatch(b, c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed 1",
                "--map-registers 5",
                "-m 8G --buffer-above 4G --device display,dma64=off",
                "-m 8G --buffer-above 4G --device display,dma64=off --map-registers 5",
                "--device display,msi=off",
                "--device display,max-transfer=4K,max-sg=1"
            })
    void picturesTakeAllRoads(String options) throws IOException {
        Path picture = picture();
        for (String road : ROADS) {
            List<Object> args = new ArrayList<>(List.of((Object[]) options.split(" ", -1)));
            args.addAll(List.of("--show", picture, "--via", road));
            passes(args.toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busmaster,start=queue",
                "busmaster,start=ready",
                "busmaster,keep=on",
                "display-miniport,irq=off"
            })
    void picturesTakeTheRoadsOfEachOption(String driver) throws IOException {
        passes("--show", picture(), "--driver", driver);
    }

    @Test
    void theWholeMissionIsDone() throws IOException {
        passes("--screendump", folder.resolve("screen.png"));
    }

    @Test
    void theReportSaysSo() throws IOException {
        Path a = randomFile(folder.resolve("a.img"), 360, 1);
        assertTrue(
                dreq("run", "--floppy", a, "--coherent", "off")
                        .out()
                        .contains("64M, not coherent"));
        assertFalse(dreq("run", "--floppy", a).out().contains("coherent"));
    }
}

package dev.dreq.tools.cli.trace;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Dreq;
import dev.dreq.tools.cli.PluginJars;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dreq run --record} and {@code dreq trace}, as a table. */
class TraceTest {
    @TempDir static Path folder;

    private static Path recording;

    @BeforeAll
    static void recordTheDefaultRun() {
        recording = record("default.jfr");
    }

    private static Path record(String name, Object... more) {
        Path file = folder.resolve(name);
        List<Object> args = new ArrayList<>(List.of("run", "--record", file));
        args.addAll(List.of(more));
        Dreq run = dreq(args.toArray());
        assertEquals(0, run.status(), run.err());
        return file;
    }

    private static String table(Path file, Object... more) {
        List<Object> args = new ArrayList<>(List.of("trace", file));
        args.addAll(List.of(more));
        Dreq trace = dreq(args.toArray());
        assertEquals(0, trace.status(), trace.err());
        return trace.out();
    }

    private static String virtual(Path file) {
        return table(file, "--virtual");
    }

    @Test
    void twoDefaultRunsWithOneSeedHaveOneTrace() {
        String once = virtual(recording);
        assertTrue(once.lines().count() > 10_000, "few events");
        assertTrue(once.equals(virtual(record("again.jfr"))), "the same run");
        assertFalse(once.equals(virtual(record("other.jfr", "--map-registers", 3))), "another");
    }

    @Test
    void twoRunsThatShowAPictureHaveOneTrace() throws IOException {
        Path picture = folder.resolve("p.png");
        ImageIO.write(
                new BufferedImage(96, 80, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        String once = virtual(record("show1.jfr", "--show", picture));
        assertTrue(once.equals(virtual(record("show2.jfr", "--show", picture))), "the same run");
        assertTrue(once.contains(" VideoPortStartDma on "), once);
        assertTrue(once.contains(" VideoPortCompleteDma on "), once);
        assertTrue(once.contains(" interrupt message "), once);
    }

    @Test
    void eventsAreInTheOrderOfVirtualTime() {
        long before = 0;
        for (String row : virtual(recording).lines().skip(1).toList()) {
            long time = Long.parseLong(row.strip().split(" ", 2)[0].replaceAll("[,.]", ""));
            assertTrue(time >= before, row);
            before = time;
        }
    }

    @Test
    void theStoryOfARequestReadsInOrder() {
        List<String> rows = virtual(recording).lines().toList();
        String dispatch =
                rows.stream()
                        .filter(row -> row.contains(" IRP_MJ_READ, ") && row.contains("floppy"))
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        String number = " " + dispatch.replaceAll(".*(#\\d+).*", "$1") + " ";
        List<String> story = rows.stream().filter(row -> row.contains(number)).toList();
        String[] chapters = {
            "dispatch .*IRP_MJ_READ, 18432 bytes at \\d+, to .*Floppy0 -> STATUS_PENDING",
            "call .*AllocateAdapterChannel on DMA channel 2 at DISPATCH_LEVEL",
            "registers .* allocated on DMA channel 2, base",
            "call .*MapTransfer on DMA channel 2",
            "mapping .*logical \\p{XDigit}+ \\+ 18432 from device through DMA channel 2",
            "isr .*input 6 at DIRQL \\d+: claimed",
            "dpc ",
            "dma .*fdc0 .*\\+ 512 to memory through channel 2",
            "isr .*input 6 at DIRQL \\d+: claimed",
            "dpc ",
            "call .*FlushAdapterBuffers on DMA channel 2",
            "call .*FreeAdapterChannel on DMA channel 2",
            "registers .* released on DMA channel 2, base",
            "completion .*STATUS_SUCCESS, information 18432"
        };
        int at = 0;
        for (String chapter : chapters) {
            int from = at;
            while (at < story.size() && !story.get(at).matches(".*" + chapter + ".*")) {
                at++;
            }
            assertTrue(
                    at < story.size(),
                    "no %s behind row %d of:%n%s"
                            .formatted(chapter, from, String.join("\n", story)));
            at++;
        }
        assertEquals(story.size(), at, "the completion is the end");
        assertEquals(36, story.stream().filter(row -> row.contains("+ 512 to memory")).count());
    }

    @Test
    void registersBearTheirNames() {
        String table = virtual(recording);
        for (String access :
                List.of(
                        "i8237-0                write MODE <- 46",
                        "i8237-0                write PAGE_2 <- ",
                        "fdc0                   read MSR/DSR -> 80",
                        "fdc0                   write DOR <- 0c",
                        "fdc0                   write DIR/CCR <- 00",
                        "fdc0                   interrupt input 6 rises")) {
            assertTrue(table.contains(access), access);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    --device fdc0                     ; fdc0
                    --device FDC0 --kind register     ; register .* fdc0
                    --device floppy0 --kind isr       ; isr .* floppy .*
                    --driver floppy                   ; floppy
                    --driver \\Driver\\Floppy         ; floppy
                    --kind isr --kind dpc             ; (isr|dpc)
                    --from 2s --to 2.5s               ; ^ +2,[0-5]\\d\\d,\\d\\d\\d\\.\\d+
                    """)
    void filtersLeaveOutTheRest(String options, String pattern) {
        List<String> rows =
                table(recording, (Object[]) options.replace("\\\\", "\\").split(" "))
                        .lines()
                        .skip(1)
                        .toList();
        assertTrue(rows.size() > 10, options);
        for (String row : rows) {
            assertTrue(row.matches(".*" + pattern + ".*") || row.matches(pattern + ".*"), row);
        }
    }

    @Test
    void wallTimeAndThreadsAreThereUnlessLeftOut() {
        String row = table(recording, "--kind", "dpc").lines().skip(1).findFirst().orElseThrow();
        assertTrue(row.matches(".*\\[\\d+\\.\\d{3}, \\S.*]"), row);
    }

    @Test
    void aFailedRunIsRecordedWithTheFaultOfItsDevice() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        new PluginJars(folder.resolve("work"))
                .plugin("faulty", plugins.resolve("faulty.jar"), "acme.FaultyProvider");
        Path image = Dreq.randomFile(folder.resolve("odd.img"), 1440, 3);
        Path file = folder.resolve("failed.jfr");
        Dreq run =
                dreq(
                        (Object[])
                                ("run --nodefaults --device faulty --device fdc --plugin-path "
                                                + plugins)
                                        .concat(" --floppy " + image + " --record " + file)
                                        .split(" "));
        assertEquals(1, run.status(), run.err());
        String fault = table(file, "--virtual", "--kind", "fault", "--device", "faulty0");
        assertTrue(fault.contains("java.lang.ArithmeticException: mode"), fault);
        assertTrue(virtual(file).contains("IRP_MN_START_DEVICE"), "the kernel's side");
        Path timeline = folder.resolve("failed.json");
        assertEquals(0, dreq("trace", file, "--perfetto", timeline).status());
        assertTrue(Files.readString(timeline).contains("\"ph\":\"i\""), "a mark for the fault");
    }

    @Test
    void aTimelineDoesNotReplaceItsRecording() {
        Dreq trace = dreq("trace", recording, "--perfetto", recording);
        assertEquals(2, trace.status());
        assertTrue(trace.err().contains("is the recording itself"), trace.err());
    }

    @Test
    void aRecordingThatCannotBeWrittenIsRefusedBeforeTheRun() {
        Dreq run = dreq("run", "--record", folder.resolve("no/such/folder/x.jfr"));
        assertEquals(2, run.status());
        assertTrue(run.err().contains("--record"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jfr"), "This is no recording.");
        Path empty = Files.write(folder.resolve("empty.jfr"), new byte[0]);
        Path cut = folder.resolve("cut.jfr");
        byte[] whole = Files.readAllBytes(recording);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

        refused("does not exist", folder.resolve("nothing.jfr"));
        refused("no recording", text);
        refused("is empty", empty);
        refused("is damaged", cut);
        refused("is a directory", folder);
        Dreq none = dreq("trace");
        assertEquals(2, none.status());
        assertTrue(none.err().contains("needs a recording"), none.err());
    }

    private static void refused(String why, Path file) {
        for (String option : List.of("--virtual", "--perfetto=" + folder.resolve("out.json"))) {
            Dreq trace = dreq("trace", file, option);
            assertEquals(2, trace.status(), trace.err());
            assertTrue(trace.err().contains(why), trace.err());
            assertEquals(1, trace.err().lines().count(), trace.err());
            assertEquals("", trace.out());
            assertFalse(Files.exists(folder.resolve("out.json")));
        }
    }

    @Test
    void nonsenseFiltersNameWhatIsPossible() {
        Dreq kind = dreq("trace", recording, "--kind", "reg");
        assertEquals(2, kind.status());
        assertTrue(kind.err().contains("register, dma, bus-error"), kind.err());
        Dreq time = dreq("trace", recording, "--from", "5");
        assertEquals(2, time.status());
        assertTrue(time.err().contains("1.5ms"), time.err());
        Dreq nobody = dreq("trace", recording, "--driver", "nobody");
        assertEquals(0, nobody.status());
        assertTrue(nobody.err().contains("no event passes the filter"), nobody.err());
    }
}

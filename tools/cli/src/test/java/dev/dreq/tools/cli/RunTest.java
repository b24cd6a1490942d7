package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static dev.dreq.tools.cli.Dreq.randomFile;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq run} from end to end: image, controller, DMA, driver, file. */
class RunTest {
    private static final int PAGE_SIZE = 4096;

    @TempDir Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static Dreq succeeds(Dreq run) {
        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.err());
        return run;
    }

    private static void fails(Dreq run, String... parts) {
        assertEquals(1, run.status(), run::toString);
        assertEquals(1, run.err().lines().count(), run.err());
        for (String part : parts) {
            assertTrue(
                    run.err().contains(part),
                    () -> "'%s' is not in: %s".formatted(part, run.err()));
        }
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertEquals(-1, Files.mismatch(expected, actual), "first byte that differs");
    }

    @ParameterizedTest(name = "{0}K")
    @ValueSource(ints = {360, 720, 1200, 1440, 2880})
    void aCopyOfAFloppyIsIdentical(int kibibytes) throws IOException {
        Path a = randomFile(file("a.img"), kibibytes, kibibytes);

        succeeds(dreq("run", "--floppy", a, "--copy-to", file("b.img")));

        assertSame(a, file("b.img"));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count(), "files left behind");
        }
    }

    @ParameterizedTest(name = "{0}K")
    @ValueSource(ints = {360, 720, 1200, 1440, 2880})
    void whatIsWrittenToAFloppyIsReadBack(int kibibytes) throws IOException {
        Path a = randomFile(file("a.img"), kibibytes, 1);
        Path b = randomFile(file("b.img"), kibibytes, 2);

        Dreq run =
                succeeds(
                        dreq(
                                "run",
                                "--floppy",
                                a,
                                "--copy-from",
                                b,
                                "--copy-to",
                                file("c.img"),
                                "--json"));

        assertSame(b, a);
        assertSame(b, file("c.img"));
        assertEquals(
                List.of("floppy-write", "floppy-read"),
                run.jobs().stream().map(j -> j.get("job")).toList());
    }

    @Test
    void aShorterFileIsWrittenToTheBeginningOfTheFloppy() throws IOException {
        Path a = randomFile(file("a.img"), 1440, 1);
        byte[] before = Files.readAllBytes(a);
        byte[] written = new byte[70_001];
        Path b = Files.write(file("b"), written);

        succeeds(dreq("run", "--floppy", a, "--copy-from", b));

        System.arraycopy(written, 0, before, 0, written.length);
        assertArrayEquals(before, Files.readAllBytes(a));
    }

    @ParameterizedTest(name = "start={0}")
    @CsvSource({"startio", "queue", "ready"})
    void eachWayToStartGivesTheSameBytes(String start) throws IOException {
        Path a = randomFile(file("a.img"), 720, 1);
        Path b = randomFile(file("b.img"), 720, 2);

        succeeds(
                dreq(
                        "run",
                        "--driver",
                        "floppy,start=" + start,
                        "--floppy",
                        a,
                        "--copy-from",
                        b,
                        "--copy-to",
                        file("c.img")));

        assertSame(b, a);
        assertSame(b, file("c.img"));
    }

    @ParameterizedTest(name = "{0} map registers, {1}K")
    @CsvSource({
        "1, 360",
        "2, 1200",
        "3, 720",
        "3, 1200",
        "3, 1440",
        "3, 2880",
        "5, 2880",
        "32, 2880"
    })
    void operationsAreWhatTheMapRegistersReach(int registers, int kibibytes) throws IOException {
        Path a = randomFile(file("a.img"), kibibytes, registers);

        Dreq run =
                succeeds(
                        dreq(
                                "run",
                                "--map-registers",
                                registers,
                                "--floppy",
                                a,
                                "--copy-to",
                                file("b.img"),
                                "--json"));

        assertSame(a, file("b.img"));
        assertTrue(run.figure("mapRegisters") <= registers);
        assertTrue(run.figure("mapRegistersPeak") <= run.figure("mapRegisters"));
        assertEquals(operations(run), run.figure("operations"));
        assertEquals(run.figure("operations"), run.figure("mapTransfers"));
    }

    /** The rule, with the report's own figures: the first operation of an IRP ends with a page. */
    private static long operations(Dreq run) throws IOException {
        long operations = 0;
        long longest = 0;
        long left = run.figure("bytes");
        for (long irp = 0; irp < run.figure("irps"); irp++) {
            long remaining = Math.min(left, run.figure("bytesPerIrp"));
            left -= remaining;
            long offset = run.figure("bufferOffset");
            while (remaining > 0) {
                long length = Math.min(remaining, run.figure("mapRegisters") * PAGE_SIZE - offset);
                longest = Math.max(longest, length);
                remaining -= length;
                offset = (offset + length) % PAGE_SIZE;
                operations++;
            }
        }
        assertEquals(0, left, "bytes that no IRP moved");
        assertEquals(longest, run.figure("longestOperation"));
        return operations;
    }

    @Test
    void buffersThatTheControllerCannotReachBounceWhole() throws IOException {
        Path a = randomFile(file("a.img"), 1440, 1);

        Dreq run =
                succeeds(
                        dreq(
                                "run",
                                "-m",
                                "8G",
                                "--buffer-above",
                                "16M",
                                "--floppy",
                                a,
                                "--copy-to",
                                file("b.img"),
                                "--json"));

        assertSame(a, file("b.img"));
        assertEquals(run.figure("bytes"), run.figure("bouncedBytes"));
        assertEquals(Files.size(a), run.figure("bytes"));
    }

    @Test
    void jsonIsOneObjectWithTheseKeysAndNothingElse() throws IOException {
        Path a = randomFile(file("a.img"), 360, 1);

        Dreq run = succeeds(dreq("run", "--floppy", a, "--json"));

        assertEquals(1, run.out().lines().count());
        Map<String, Object> report = JSON.std.mapFrom(run.out());
        assertEquals(List.of("devices", "jobs", "violations"), List.copyOf(report.keySet()));
        assertEquals(List.of(), report.get("violations"));
        assertEquals(1, run.jobs().size());
        assertEquals(
                "job device driver bytes irps operations mapTransfers longestOperation bytesPerIrp bufferOffset mapRegisters mapRegistersPeak bouncedBytes interrupts dpcs virtualNanos wallNanos",
                String.join(" ", run.jobs().get(0).keySet()));
        assertEquals("floppy-read", run.jobs().get(0).get("job"));
        assertEquals("fdc0", run.jobs().get(0).get("device"));
        assertEquals("floppy", run.jobs().get(0).get("driver"));
    }

    @Test
    void aDriverWithoutAFloppyReadsOneThatIsMadeForIt() throws IOException {
        Dreq run = succeeds(dreq("run", "--driver", "floppy"));

        assertTrue(run.out().contains("identical to the floppy that dreq made"), run.out());
        for (String part :
                List.of(
                        "64M",
                        "i8237-0",
                        "fdc0",
                        "3f0-3f5",
                        "IRQ 6",
                        "DMA channel 2",
                        "1,474,560",
                        "KB/s")) {
            assertTrue(run.out().contains(part), () -> part + " is not in " + run.out());
        }
    }

    @Test
    void twoRunsGiveTheSameFiguresButForWallTime() throws IOException {
        List<Map<String, Object>> one = dreq("run", "--json", "--seed", "7").jobs();
        List<Map<String, Object>> other = dreq("run", "--json", "--seed", "7").jobs();

        one.forEach(job -> job.remove("wallNanos"));
        other.forEach(job -> job.remove("wallNanos"));
        assertEquals(one, other);
    }

    @Test
    void aFloppyAloneIsReadAndCompared() throws IOException {
        Path a = randomFile(file("a.img"), 720, 1);

        assertTrue(succeeds(dreq("run", "--floppy", a)).out().contains("identical to " + a));
        assertTrue(
                succeeds(dreq("run", "--device", "fdc,drive-a=" + a))
                        .out()
                        .contains("identical to " + a));
    }

    @Test
    void theSecondDriveIsForTheDriverOfUnitOne() throws IOException {
        Path b = randomFile(file("b.img"), 720, 1);

        succeeds(
                dreq(
                        "run",
                        "--driver",
                        "floppy,unit=1",
                        "--floppy",
                        b,
                        "--copy-to",
                        file("c.img")));

        assertSame(b, file("c.img"));
    }

    @Test
    void aFileNameMayHoldACommaThatIsDoubled() throws IOException {
        randomFile(file("a,b.img"), 360, 1);

        succeeds(dreq("run", "--floppy", folder + "/a,,b.img,readonly=on"));
    }

    @Test
    void aReadOnlyFloppyCanBeReadAndNotWritten() throws IOException {
        Path a = randomFile(file("a.img"), 1440, 1);
        Path b = randomFile(file("b.img"), 1440, 2);
        byte[] before = Files.readAllBytes(a);

        fails(
                dreq("run", "--floppy", a + ",readonly=on", "--copy-from", b),
                "writing fdc0 drive a",
                "STATUS_MEDIA_WRITE_PROTECTED");
        assertArrayEquals(before, Files.readAllBytes(a));

        succeeds(dreq("run", "--floppy", a + ",readonly=on", "--copy-to", file("c.img")));
        assertSame(a, file("c.img"));
    }

    @Test
    void aMissingMediumFailsAndLeavesNoFile() throws IOException {
        Dreq run = dreq("run", "--copy-to", file("b.img"), "--json");

        fails(run, "fdc0 drive a", "STATUS_NO_MEDIA_IN_DEVICE");
        assertEquals(List.of(), run.jobs());
        assertFalse(Files.exists(file("b.img")));
        fails(
                dreq("run", "--copy-from", randomFile(file("c.img"), 360, 1)),
                "STATUS_NO_MEDIA_IN_DEVICE");
    }

    @Test
    void withoutADmaControllerTheRunFailsAndNamesTheChannel() throws IOException {
        Path a = randomFile(file("a.img"), 360, 1);

        fails(
                dreq(
                        "run",
                        "--nodefaults",
                        "--device",
                        "fdc",
                        "--floppy",
                        a,
                        "--copy-to",
                        file("b.img")),
                "fdc0",
                "DMA channel 2",
                "--device i8237");
        assertFalse(Files.exists(file("b.img")));
        fails(dreq("run", "--nodefaults", "--device", "fdc,dma=1", "--floppy", a), "DMA channel 1");
    }

    @Test
    void withoutAFloppyControllerTheRunFailsAndSaysSo() {
        fails(dreq("run", "--nodefaults"), "type fdc", "DMA channel 2", "--device fdc");
        fails(dreq("run", "--nodefaults", "--device", "i8237"), "type fdc", "i8237-0");
    }

    @Test
    void aDeviceThatIsAskedForReplacesTheDefaultOfItsType() throws IOException {
        Path a = randomFile(file("a.img"), 360, 1);

        Dreq run = succeeds(dreq("run", "--device", "fdc,dma=3,irq=5,delays=off", "--floppy", a));

        assertTrue(run.out().contains("IRQ 5, DMA channel 3"), run.out());
        assertFalse(run.out().contains("fdc1"), run.out());
    }

    @Test
    void aFailedCopyKeepsTheFileThatWasThere() throws IOException {
        Path b = Files.writeString(file("b.img"), "precious");

        fails(dreq("run", "--copy-to", b));

        assertEquals("precious", Files.readString(b));
    }

    @Test
    void sixtyFourGibibytesAreAMachineLikeAnother() throws IOException {
        assertTrue(succeeds(dreq("run", "-m", "64G")).out().contains("64G"));
    }
}

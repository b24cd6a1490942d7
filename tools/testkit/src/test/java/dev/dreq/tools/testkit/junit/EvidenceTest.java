package dev.dreq.tools.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.tools.drivers.StockDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A failed test leaves what a person needs; others leave nothing. */
class EvidenceTest {
    private static final List<Machine> MACHINES = new ArrayList<>();

    @TempDir Path output;

    /** A test that reads from a floppy, and fails then. */
    @OnMachine(
            devices = {"i8237", "fdc", "display"},
            seed = 42,
            bufferAbove = "16M")
    static class Fails {
        @Drives("fdc")
        DriverEntry floppy() {
            return StockDrivers.named("floppy").create();
        }

        @BeforeEach
        void insert(Machine machine, @TempDir Path folder) throws IOException {
            MACHINES.add(machine);
            byte[] disk = new byte[1_474_560];
            new SplittableRandom(1).nextBytes(disk);
            machine.ability("fdc0", MediaHolder.class)
                    .orElseThrow()
                    .drives()
                    .get(0)
                    .insert(new Medium(Files.write(folder.resolve("a.img"), disk), true));
        }

        @Test
        void afterARead(Kernel kernel, DeviceObject drive) {
            long buffer = kernel.mm().allocateVirtualMemory(1024, Placement.scattered());
            kernel.io().read(drive, buffer, 1024, 0);
            fail("on purpose");
        }
    }

    /** Somebody's mistake: an adapter is not given back. */
    @OnMachine(devices = {"i8237", "fdc"})
    static class Forgets {
        @Drives("fdc")
        DriverEntry floppy() {
            return new Fails().floppy();
        }

        @Test
        void anAdapter(Kernel kernel, DeviceObject drive) {
            DeviceDescription description =
                    DeviceDescription.zeroed()
                            .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION)
                            .master(true)
                            .interfaceType(InterfaceType.InterfaceTypeUndefined)
                            .maximumLength(4096)
                            .build();
            kernel.io().getDmaAdapter(drive, description, kernel.mm().newUlong(0));
        }
    }

    @OnMachine(devices = "display")
    static class Passes {
        @Test
        void looks(Machine machine) {
            MACHINES.add(machine);
            assertEquals(1, machine.devices().size());
        }

        @Test
        void assumes() {
            assumeTrue(false);
        }
    }

    @OnMachine
    static class Dynamic {
        @TestFactory
        Stream<DynamicTest> two(Machine machine) {
            return Stream.of(
                    DynamicTest.dynamicTest("good", () -> machine.advance(1)),
                    DynamicTest.dynamicTest("bad", () -> fail("the second one")));
        }
    }

    private Path folder(Class<?> tests, String method) {
        return output.resolve(tests.getName()).resolve(method);
    }

    @Test
    void aFailureLeavesReportTransfersScreenAndRecording() throws IOException {
        Outcome outcome = Outcome.of(Fails.class, output);

        assertEquals("on purpose", outcome.message());
        Path left = folder(Fails.class, "afterARead");
        assertEquals(List.of(left.toString()), outcome.reported());
        String report = Files.readString(left.resolve("report.txt"));
        assertTrue(report.contains("seed          42"), report);
        assertTrue(report.contains("AssertionFailedError: on purpose"), report);
        String transfers = Files.readString(left.resolve("transfers.txt"));
        assertTrue(transfers.contains("fdc0"), transfers);
        assertTrue(transfers.contains("to memory"), transfers);
        assertEquals(640, ImageIO.read(left.resolve("display0.png").toFile()).getWidth());
        List<RecordedEvent> events = RecordingFile.readAllEvents(left.resolve("recording.jfr"));
        assertTrue(
                events.stream()
                        .anyMatch(e -> e.getEventType().getName().equals("dreq.DmaTransfer")));
    }

    @Test
    void twoRunsAreEqual() throws IOException {
        Outcome.of(Fails.class, output);
        Map<String, byte[]> first = left(folder(Fails.class, "afterARead"));
        Outcome.of(Fails.class, output);
        Map<String, byte[]> second = left(folder(Fails.class, "afterARead"));
        assertEquals(first.keySet(), second.keySet());
        first.remove("recording.jfr"); // it has the wall clock's time, too
        first.remove("report.txt"); // a stack trace with the names of generated classes
        first.forEach((file, bytes) -> assertArrayEquals(bytes, second.get(file), file));
        assertEquals(2, first.size());
    }

    private static Map<String, byte[]> left(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.collect(Collectors.toList())) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void whatADriverLeavesBehindFailsTheTestAndIsExplained() throws IOException {
        Outcome outcome = Outcome.of(Forgets.class, output);

        VerifierStop stop = assertInstanceOf(VerifierStop.class, outcome.failures().get(0));
        String report = Files.readString(folder(Forgets.class, "anAdapter").resolve("report.txt"));
        assertTrue(report.contains(stop.violation().report()), report);
    }

    @Test
    void passedAndAbortedTestsLeaveNothingAndTakeAwayWhatWasLeft() throws IOException {
        Path old = Files.createDirectories(folder(Passes.class, "looks"));
        Files.writeString(old.resolve("report.txt"), "of an earlier run");

        Outcome outcome = Outcome.of(Passes.class, output);

        assertEquals(List.of("looks(Machine)"), outcome.passed());
        assertFalse(Files.exists(old));
        assertFalse(Files.exists(folder(Passes.class, "assumes")));
        assertEquals(List.of(), outcome.reported());
    }

    @Test
    void aFailedDynamicTestLeavesItsFactorysMachine() throws IOException {
        Outcome outcome = Outcome.of(Dynamic.class, output);

        assertEquals(List.of("good"), outcome.passed());
        String report = Files.readString(folder(Dynamic.class, "two").resolve("report.txt"));
        assertTrue(report.contains("the second one"), report);
    }

    @Test
    void everythingIsClosedAlsoAfterAFailure() {
        MACHINES.clear();
        Outcome.of(Fails.class, output);
        Outcome.of(Passes.class, output);

        assertEquals(2, MACHINES.size());
        for (Machine machine : MACHINES) {
            assertTrue(
                    machine.devices().stream()
                            .allMatch(node -> node.ability(Object.class).isEmpty()));
        }
        assertEquals(List.of(), FlightRecorder.getFlightRecorder().getRecordings());
    }
}

package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.StartMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloppyDriverTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);

    private final FakePc pc = new FakePc();
    private byte[] image = new byte[0];

    @BeforeEach
    void insertADisk() {
        image = FloppyRig.randomImage(HD, 1);
        pc.fdc.insert(image, HD);
    }

    private FloppyRig started(int mapRegisters, String... settings) {
        Map<String, String> map =
                settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
        FloppyRig rig = new FloppyRig(pc, mapRegisters, map);
        assertEquals(NtStatus.STATUS_SUCCESS, rig.start());
        return rig;
    }

    private static void assertEnded(NtStatus status, long information, IoStatusBlock result) {
        assertEquals(status, result.status());
        assertEquals(information, result.information());
    }

    static Stream<Geometry> formats() {
        return KnownFormats.all().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyKnownFormatIsRecognized(Geometry format) {
        pc.fdc.insert(FloppyRig.randomImage(format, 2), format);
        try (FloppyRig rig = started(0)) {
            DiskGeometry told = rig.geometry();
            assertEquals(format.cylinders(), told.cylinders());
            assertEquals(format.heads(), told.tracksPerCylinder());
            assertEquals(format.sectorsPerTrack(), told.sectorsPerTrack());
            assertEquals(format.bytes(), told.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(StartMode.class)
    void aDiskIsReadWhoeverAsksForTheChannel(StartMode mode) {
        try (FloppyRig rig = started(3, "start", FloppyDriverType.START.format(mode))) {
            int length = HD.cylinderBytes();
            long va = rig.buffer(length, 0x200);
            for (int cylinder = 0; cylinder < 3; cylinder++) {
                long offset = (long) cylinder * length;
                assertEnded(NtStatus.STATUS_SUCCESS, length, rig.read(va, length, offset));
                assertArrayEquals(
                        Arrays.copyOfRange(image, (int) offset, (int) offset + length),
                        rig.bytes(va, length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 12288;6144",
        "3, 512, 11776;6656",
        "0, 0, 18432",
        "1, 0, 4096;4096;4096;4096;2048"
    })
    void operationsAreWhatTheRegistersReach(int registers, int offset, String lengths) {
        try (FloppyRig rig = started(registers)) {
            long va = rig.buffer(HD.cylinderBytes(), offset);
            rig.geometry();
            pc.fdc.commands.clear();
            rig.read(va, HD.cylinderBytes(), HD.cylinderBytes());
            List<Integer> sectors =
                    Arrays.stream(lengths.split(";"))
                            .map(length -> Integer.parseInt(length) / 512)
                            .toList();
            assertEquals(
                    sectors,
                    pc.fdc.commands.stream()
                            .filter(command -> command.startsWith("READ 1/"))
                            .map(command -> Integer.parseInt(command.replaceAll(".*\\+", "")))
                            .toList());
            FloppyStatistics statistics = rig.statistics();
            assertEquals(sectors.size(), statistics.operations());
            assertEquals(sectors.get(0) * 512, statistics.longestOperation());
            assertEquals(HD.cylinderBytes(), statistics.bytesRead());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void anyByteRangeCanBeReadAndWritten(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] expected = image.clone();
        try (FloppyRig rig = started(random.nextInt(5), "start", mode(random))) {
            for (int i = 0; i < 25; i++) {
                int offset = random.nextInt(image.length);
                int length = random.nextInt(1, Math.min(image.length - offset, 30_000) + 1);
                long va = rig.buffer(length, random.nextInt(0x1000));
                String words = "seed %d, request %d: %d+%d".formatted(seed, i, offset, length);
                if (random.nextBoolean()) {
                    byte[] data = new byte[length];
                    random.nextBytes(data);
                    System.arraycopy(data, 0, expected, offset, length);
                    rig.kernel.mm().write(va, data, 0, length);
                    assertEquals(
                            NtStatus.STATUS_SUCCESS, rig.write(va, length, offset).status(), words);
                    assertArrayEquals(expected, image, words);
                } else {
                    assertEquals(
                            NtStatus.STATUS_SUCCESS, rig.read(va, length, offset).status(), words);
                    assertArrayEquals(
                            Arrays.copyOfRange(expected, offset, offset + length),
                            rig.bytes(va, length),
                            words);
                }
                rig.kernel.mm().freeVirtualMemory(va);
            }
        }
    }

    private static String mode(SplittableRandom random) {
        StartMode[] modes = StartMode.values();
        return FloppyDriverType.START.format(modes[random.nextInt(modes.length)]);
    }

    @Test
    void aDataErrorIsTriedAgainAfterARecalibration() {
        try (FloppyRig rig = started(0)) {
            rig.geometry();
            pc.fdc.commands.clear();
            pc.fdc.failures = "xx";
            long va = rig.buffer(512, 0);
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 2L * HD.cylinderBytes()));
            assertEquals(
                    List.of(
                            "SEEK 2",
                            "READ 2/0/1+1",
                            "RECALIBRATE",
                            "SEEK 2",
                            "READ 2/0/1+1",
                            "RECALIBRATE",
                            "SEEK 2",
                            "READ 2/0/1+1"),
                    pc.fdc.commands);
            assertEquals(2, rig.statistics().retries());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x20, STATUS_CRC_ERROR",
        "0x10, STATUS_DEVICE_DATA_ERROR",
        "0x04, STATUS_FLOPPY_ID_MARK_NOT_FOUND",
        "0x80, STATUS_NONEXISTENT_SECTOR"
    })
    void anErrorThatStaysFailsTheRequestWithItsStatus(String st1, NtStatus status) {
        try (FloppyRig rig = started(0, "retries", "2")) {
            rig.geometry();
            pc.fdc.errors.addAll(Collections.nCopies(3, Integer.decode(st1)));
            assertEnded(status, 0, rig.read(rig.buffer(512, 0), 512, 0));
            assertEquals(3, rig.statistics().operations());
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(rig.buffer(512, 0), 512, 0));
        }
    }

    @Test
    void aControllerThatStopsShortIsNotBelieved() {
        try (FloppyRig rig = started(0)) {
            rig.geometry();
            pc.fdc.errors.add(0); // a normal end, but nothing was moved
            long va = rig.buffer(1024, 0);
            assertEnded(NtStatus.STATUS_SUCCESS, 1024, rig.read(va, 1024, 512));
            assertArrayEquals(Arrays.copyOfRange(image, 512, 1536), rig.bytes(va, 1024));
            assertEquals(1, rig.statistics().retries());
        }
    }

    @Test
    void eachOperationHasRetriesOfItsOwn() {
        try (FloppyRig rig = started(1, "retries", "1")) {
            rig.geometry();
            pc.fdc.failures = "x.x.x.";
            long va = rig.buffer(3 * 4096, 0);
            assertEnded(NtStatus.STATUS_SUCCESS, 3 * 4096, rig.read(va, 3 * 4096, 0));
            assertEquals(3, rig.statistics().retries());
        }
    }

    @Test
    void whatWasMovedBeforeAnErrorIsTold() {
        try (FloppyRig rig = started(3, "retries", "0")) {
            rig.geometry();
            long va = rig.buffer(HD.cylinderBytes(), 0);
            pc.fdc.ejectAfter = 1;
            assertEnded(
                    NtStatus.STATUS_NO_MEDIA_IN_DEVICE, 12288, rig.read(va, HD.cylinderBytes(), 0));
        }
    }

    @Test
    void aCommandWithoutAnInterruptTimesOutAndIsTriedAgainAfterAReset() {
        try (FloppyRig rig = started(0)) {
            rig.geometry();
            pc.fdc.commands.clear();
            pc.fdc.hangs = 1;
            long before = pc.now();
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(rig.buffer(512, 0), 512, 512));
            assertEquals(
                    List.of("RECALIBRATE", "READ 0/0/2+1", "reset", "RECALIBRATE", "READ 0/0/2+1"),
                    pc.fdc.commands);
            assertTrue(pc.now() - before >= 4_000_000_000L);
            assertEquals(1, rig.statistics().timeouts());
        }
    }

    @Test
    void aControllerThatStaysSilentFailsTheRequestAndTheNextOneWorks() {
        try (FloppyRig rig = started(0, "retries", "1")) {
            rig.geometry();
            pc.fdc.hangs = 2;
            long va = rig.buffer(512, 0);
            assertEnded(NtStatus.STATUS_IO_TIMEOUT, 0, rig.read(va, 512, 0));
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 0));
        }
    }

    @Test
    void aReadWithoutAMediumFails() {
        pc.fdc.insert(null, HD);
        try (FloppyRig rig = started(0)) {
            assertEnded(
                    NtStatus.STATUS_NO_MEDIA_IN_DEVICE, 0, rig.read(rig.buffer(512, 0), 512, 0));
            pc.fdc.insert(image, HD);
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(rig.buffer(512, 0), 512, 0));
        }
    }

    @Test
    void aMediumThatWasExchangedMustBeLookedAtFirst() {
        try (FloppyRig rig = started(0)) {
            rig.geometry();
            byte[] other = FloppyRig.randomImage(new Geometry(80, 2, 9, 2), 3);
            pc.fdc.insert(other, new Geometry(80, 2, 9, 2));
            long va = rig.buffer(512, 0);
            assertEnded(NtStatus.STATUS_VERIFY_REQUIRED, 0, rig.read(va, 512, 0));
            assertEquals(737_280, rig.geometry().bytes());
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 0));
            assertArrayEquals(Arrays.copyOf(other, 512), rig.bytes(va, 512));
        }
    }

    @Test
    void aMediumThatIsExchangedDuringARequestEndsIt() {
        try (FloppyRig rig = started(3)) {
            rig.geometry();
            pc.fdc.ejectAfter = 1;
            long va = rig.buffer(HD.cylinderBytes(), 0);
            assertEnded(
                    NtStatus.STATUS_NO_MEDIA_IN_DEVICE, 12288, rig.read(va, HD.cylinderBytes(), 0));
            pc.fdc.insert(image, HD);
            assertEnded(NtStatus.STATUS_VERIFY_REQUIRED, 0, rig.read(va, HD.cylinderBytes(), 0));
        }
    }

    @Test
    void aWriteProtectedMediumIsNotWritten() {
        pc.fdc.writeProtected = true;
        byte[] before = image.clone();
        try (FloppyRig rig = started(0)) {
            long va = rig.buffer(512, 0);
            assertEnded(NtStatus.STATUS_MEDIA_WRITE_PROTECTED, 0, rig.write(va, 512, 0));
            assertEquals(
                    NtStatus.STATUS_MEDIA_WRITE_PROTECTED,
                    rig.control(FloppyControlCode.IOCTL_DISK_IS_WRITABLE, new byte[0]).status());
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 0));
        }
        assertArrayEquals(before, image);
    }

    @Test
    void aTabThatIsOpenedLaterIsFoundByTheControllerAndNotTriedAgain() {
        try (FloppyRig rig = started(0)) {
            rig.geometry();
            pc.fdc.writeProtected = true;
            assertEnded(
                    NtStatus.STATUS_MEDIA_WRITE_PROTECTED,
                    0,
                    rig.write(rig.buffer(512, 0), 512, 0));
            assertEquals(0, rig.statistics().retries());
        }
    }

    @Test
    void theEndOfTheMediumIsRespected() {
        try (FloppyRig rig = started(0)) {
            long va = rig.buffer(1024, 0);
            assertEnded(
                    NtStatus.STATUS_NONEXISTENT_SECTOR, 0, rig.read(va, 1024, HD.bytes() - 512));
            assertEnded(NtStatus.STATUS_NONEXISTENT_SECTOR, 0, rig.read(va, 1024, Long.MAX_VALUE));
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, HD.bytes() - 512));
            assertEnded(NtStatus.STATUS_SUCCESS, 0, rig.read(va, 0, 0));
            assertEquals(1, rig.statistics().operations());
        }
    }

    @Test
    void anUnformattedMediumIsNotRecognized() {
        pc.fdc.insert(new byte[0], new Geometry(80, 2, 5, 0));
        try (FloppyRig rig = started(0)) {
            assertEnded(
                    NtStatus.STATUS_UNRECOGNIZED_MEDIA, 0, rig.read(rig.buffer(512, 0), 512, 0));
        }
    }

    @Test
    void controlCodesThatAreNotOursAndBuffersTooSmallAreRefused() {
        try (FloppyRig rig = started(0)) {
            assertEnded(
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, rig.control(0x12340, new byte[8]));
            assertEnded(
                    NtStatus.STATUS_BUFFER_TOO_SMALL,
                    0,
                    rig.control(FloppyControlCode.IOCTL_DISK_GET_LENGTH_INFO, new byte[7]));
            byte[] length = new byte[8];
            assertEnded(
                    NtStatus.STATUS_SUCCESS,
                    8,
                    rig.control(FloppyControlCode.IOCTL_DISK_GET_LENGTH_INFO, length));
            assertArrayEquals(new byte[] {0, (byte) 0x80, 0x16, 0, 0, 0, 0, 0}, length);
        }
    }

    @Test
    void theMotorStopsWhenThereIsNoWork() {
        try (FloppyRig rig = started(0)) {
            rig.read(rig.buffer(512, 0), 512, 0);
            assertTrue(pc.fdc.motor());
            rig.kernel.ke().delayExecutionThread(DueTime.seconds(3));
            assertFalse(pc.fdc.motor());
        }
    }

    @Test
    void sectorsThatAreNotFoundMakeTheDriverLookAtTheMediumAnew() {
        try (FloppyRig rig = started(0, "retries", "0")) {
            rig.geometry();
            pc.fdc.errors.add(0x04);
            long va = rig.buffer(512, 0);
            assertEnded(NtStatus.STATUS_FLOPPY_ID_MARK_NOT_FOUND, 0, rig.read(va, 512, 0));
            pc.fdc.commands.clear();
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 0));
            assertTrue(pc.fdc.commands.contains("READ ID"), pc.fdc.commands::toString);
        }
    }
}

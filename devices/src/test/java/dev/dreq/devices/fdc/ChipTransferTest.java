package dev.dreq.devices.fdc;

import static dev.dreq.devices.fdc.Bench.hex;
import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chip's transfers on a 1.44M disk, without delays: where they end, and what they say of it.
 */
class ChipTransferTest {

    @TempDir Path folder;
    private Path image;
    private Bench bench;

    @BeforeEach
    void makeBench() {
        image = Bench.image(folder, Bench.SECTORS_144);
        bench = new Bench(Map.of("drive-a", image.toString(), "delays", "off")).motors();
    }

    @AfterEach
    void closeBench() {
        bench.close();
    }

    private void seek(int cylinder) {
        bench.fifo(0x0f, 0, cylinder, 0x08);
        assertEquals("20 %02x".formatted(cylinder), hex(bench.read(2)));
    }

    private String transfer(int code, int head, int c, int h, int r, int eot) {
        return bench.command(7, code, head << 2, c, h, r, 2, eot, 0x1b, 0xff);
    }

    private static byte[] sectors(int first, int count) {
        byte[] all = Bench.pattern(Bench.SECTORS_144);
        return Arrays.copyOfRange(all, first * 512, (first + count) * 512);
    }

    @ParameterizedTest(name = "MT={0} head {1} sector {2}: C {3} H {4} R {5}")
    @CsvSource({
        "0, 0, 17, 5, 0, 18",
        "0, 1, 17, 5, 1, 18",
        "0, 0, 18, 6, 0, 1",
        "0, 1, 18, 6, 1, 1",
        "1, 0, 17, 5, 0, 18",
        "1, 0, 18, 5, 1, 1",
        "1, 1, 17, 5, 1, 18",
        "1, 1, 18, 6, 0, 1",
    })
    void theResultNamesWhereTheNextTransferWouldStart(
            int mt, int head, int last, int c, int h, int r) {
        seek(5);
        bench.program(TO_MEMORY, 512);
        String expected = "%02x 00 00 %02x %02x %02x 02".formatted(h << 2, c, h, r);
        assertEquals(expected, transfer(0x46 | mt << 7, head, 5, head, last, 18));
    }

    @Test
    void readMovesExactlyTheSectorsAskedForAndRaisesTheInterruptWithTheResult() {
        FakeDma dma = bench.program(TO_MEMORY, 3 * 512);
        bench.fifo(0x46, 0, 0, 0, 4, 2, 18, 0x1b, 0xff);
        assertTrue(bench.slot.irq);
        assertEquals(0xd0, bench.msr());
        assertEquals("00 00 00 00 00 07 02", bench.result());
        assertFalse(bench.slot.irq, "the last result byte takes the interrupt back");
        assertEquals(0x80, bench.msr());
        assertArrayEquals(sectors(3, 3), Arrays.copyOf(dma.memory, 3 * 512));
        assertTrue(dma.terminalCountReached());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 511, 512, 513, 9216, 100_000})
    void readGivesTheSameDataHoweverTheControllerCutsTheBursts(int limit) {
        FakeDma dma = bench.program(new FakeDma(TO_MEMORY, 36 * 512, limit));
        assertEquals("00 00 00 01 00 01 02", transfer(0xc6, 0, 0, 0, 1, 18));
        assertArrayEquals(sectors(0, 36), Arrays.copyOf(dma.memory, 36 * 512));
    }

    @Test
    void writeReachesTheImageFileAtOnce() throws IOException {
        FakeDma dma = bench.program(FROM_MEMORY, 1024);
        Arrays.fill(dma.memory, (byte) 0xa7);
        seek(1);
        assertEquals("04 00 00 02 01 01 02", transfer(0x45, 1, 1, 1, 17, 18));
        byte[] expected = Bench.pattern(Bench.SECTORS_144);
        Arrays.fill(expected, (36 + 18 + 16) * 512, (36 + 18 + 18) * 512, (byte) 0xa7);
        assertArrayEquals(expected, Files.readAllBytes(image));
    }

    @Test
    void aSectorCutShortByTerminalCountIsFilledWithZeros() throws IOException {
        FakeDma dma = bench.program(FROM_MEMORY, 100);
        Arrays.fill(dma.memory, (byte) 0x5a);
        assertEquals("00 00 00 00 00 04 02", transfer(0x45, 0, 0, 0, 3, 18));
        byte[] expected = new byte[512];
        Arrays.fill(expected, 0, 100, (byte) 0x5a);
        byte[] written = Files.readAllBytes(image);
        assertArrayEquals(expected, Arrays.copyOfRange(written, 2 * 512, 3 * 512));
        assertArrayEquals(sectors(3, 1), Arrays.copyOfRange(written, 3 * 512, 4 * 512));
    }

    @Test
    void theEndOfTheTrackWithoutTerminalCountIsEndOfCylinder() {
        FakeDma dma = bench.program(TO_MEMORY, 1024);
        assertEquals("40 80 00 01 00 01 02", transfer(0x46, 0, 0, 0, 1, 1));
        assertEquals(512, dma.moved());
        assertFalse(bench.slot.dreq);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "head select and H disagree,       46, 0, 0, 1,  1, 2, 40 04 00",
        "another cylinder than the head's, 46, 0, 7, 0,  1, 2, 40 04 10",
        "sector 0,                         46, 0, 0, 0,  0, 2, 40 04 00",
        "sector 19 of 18,                  46, 0, 0, 0, 19, 2, 40 04 00",
        "sectors of 1024 bytes,            46, 0, 0, 0,  1, 3, 40 04 00",
        "single density,                   06, 0, 0, 0,  1, 2, 40 01 00",
    })
    void aSectorThatIsNotThereEndsTheCommandWithoutData(
            String why, String code, int head, int c, int h, int r, int n, String status) {
        FakeDma dma = bench.program(TO_MEMORY, 512);
        String result =
                bench.command(7, Integer.parseInt(code, 16), head << 2, c, h, r, n, 18, 0x1b, 0xff);
        assertEquals("%s %02x %02x %02x %02x".formatted(status, c, h, r, n), result, why);
        assertEquals(0, dma.moved());
    }

    @Test
    void aWrongDataRateFindsNoAddressMark() {
        bench.out(0x3f7, 2);
        bench.program(TO_MEMORY, 512);
        assertEquals("40 01 00 00 00 01 02", transfer(0x46, 0, 0, 0, 1, 18));
    }

    @Test
    void aDiskThatDoesNotTurnHasNoAddressMarks() {
        bench.out(0x3f2, 0x0c);
        bench.program(TO_MEMORY, 512);
        assertEquals("40 01 00 00 00 01 02", transfer(0x46, 0, 0, 0, 1, 18));
    }

    @Test
    void aDriveThatIsNotThereHasNoAddressMarks() {
        bench.program(TO_MEMORY, 512);
        assertEquals("42 01 00 00 00 01 02", bench.command(7, 0x46, 2, 0, 0, 1, 2, 18, 0x1b, 0xff));
    }

    @Test
    void anEndOfTrackBelowTheFirstSectorRunsOutOfSectors() {
        FakeDma dma = bench.program(TO_MEMORY, 0x10000);
        assertEquals("40 04 00 00 00 13 02", transfer(0x46, 0, 0, 0, 18, 1));
        assertEquals(512, dma.moved());
    }

    @Test
    void seeksAreImpliedOnlyWhenConfigured() {
        bench.program(TO_MEMORY, 512);
        assertEquals("40 04 10 09 00 01 02", transfer(0x46, 0, 9, 0, 1, 18));
        bench.fifo(0x13, 0, 0x40, 0);
        FakeDma dma = bench.program(TO_MEMORY, 512);
        assertEquals("00 00 00 09 00 02 02", transfer(0x46, 0, 9, 0, 1, 18));
        assertArrayEquals(sectors(9 * 36, 1), Arrays.copyOf(dma.memory, 512));
        assertEquals("09", bench.command(10, 0x0e).substring(0, 2));
    }

    @Test
    void readDeletedFindsOrdinaryMarksReadsOneSectorAndSaysSo() {
        FakeDma dma = bench.program(TO_MEMORY, 1024);
        assertEquals("00 00 40 00 00 01 02", transfer(0x4c, 0, 0, 0, 1, 18));
        assertArrayEquals(sectors(0, 1), Arrays.copyOf(dma.memory, 512));
        assertEquals(512, dma.moved());
    }

    @Test
    void readDeletedWithSkipPassesOverAllSectors() {
        FakeDma dma = bench.program(TO_MEMORY, 1024);
        assertEquals("40 80 40 01 00 01 02", transfer(0x6c, 0, 0, 0, 1, 18));
        assertEquals(0, dma.moved());
    }

    @Test
    void writeDeletedWritesData() throws IOException {
        FakeDma dma = bench.program(FROM_MEMORY, 512);
        Arrays.fill(dma.memory, (byte) 0x33);
        assertEquals("00 00 00 00 00 03 02", transfer(0x49, 0, 0, 0, 2, 18));
        assertEquals(0x33, Files.readAllBytes(image)[512]);
    }

    @Test
    void readTrackStartsAtTheIndexHoleAndNotesThatAnotherSectorWasNamed() {
        FakeDma dma = bench.program(TO_MEMORY, 4 * 512);
        assertEquals("40 84 00 01 00 01 02", transfer(0x42, 0, 0, 0, 9, 3));
        assertArrayEquals(sectors(0, 3), Arrays.copyOf(dma.memory, 3 * 512));
        assertEquals(3 * 512, dma.moved());
    }

    @Test
    void readTrackEndsNormallyWithTerminalCount() {
        bench.program(TO_MEMORY, 3 * 512);
        assertEquals("00 00 00 01 00 01 02", transfer(0x42, 0, 0, 0, 1, 3));
    }

    @ParameterizedTest(name = "{0}: {8}")
    @CsvSource({
        "to the end of the track, 16, 00,  0, 0, 1, 18, ff, 00 00 00 01 00 01 02",
        "both sides,              d6, 00,  0, 0, 1, 18, ff, 00 00 00 01 00 01 02",
        "a count of three,        56, 80,  0, 0, 1, 18, 03, 00 00 00 00 00 04 02",
        "a count past the end,    56, 80,  0, 0, 1, 18, 14, 40 80 00 01 00 01 02",
        "more than the track has, 56, 00,  0, 0, 1, 20, ff, 40 04 00 00 00 13 02",
    })
    void verifyReadsWithoutTheHost(
            String what,
            String code,
            String ds,
            int c,
            int h,
            int r,
            int eot,
            String sc,
            String result) {
        int command = Integer.parseInt(code, 16) | 0x40;
        int select = Integer.parseInt(ds, 16);
        int count = Integer.parseInt(sc, 16);
        assertEquals(result, bench.command(7, command, select, c, h, r, 2, eot, 0x1b, count), what);
        assertFalse(bench.slot.dreq);
    }

    @ParameterizedTest(name = "{0} against host bytes {1}: ST2 {2}, R {3}")
    @CsvSource({
        "51, equal,  08, 03",
        "51, higher, 04, 01",
        "59, higher, 00, 03",
        "59, lower,  04, 01",
        "5d, lower,  00, 03",
        "5d, higher, 04, 01",
        "5d, wild,   08, 03",
    })
    void scanComparesTheDiskWithTheHost(String code, String host, String st2, String r) {
        FakeDma dma = bench.program(FROM_MEMORY, 0x10000);
        byte[] wanted = sectors(2, 1);
        if (!host.equals("equal")) {
            int other =
                    switch (host) {
                        case "higher" -> (wanted[0] & 0xff) + 1;
                        case "lower" -> (wanted[0] & 0xff) - 1;
                        default -> 0xff;
                    };
            wanted[0] = (byte) other;
        }
        System.arraycopy(wanted, 0, dma.memory, 0, 512);
        String result = transfer(Integer.parseInt(code, 16), 0, 0, 0, 3, 3);
        String c = r.equals("01") ? "01" : "00";
        assertEquals("00 00 %s %s 00 %s 02".formatted(st2, c, r), result);
    }

    @Test
    void programmedReadGivesEachByteThroughTheFifoAndInterruptsPerSector() {
        bench.fifo(0x03, 0xdf, 0x03, 0x46, 0, 0, 0, 2, 2, 3, 0x1b, 0xff);
        assertFalse(bench.slot.dreq);
        assertTrue(bench.slot.irq);
        assertEquals(0xf0, bench.msr());
        byte[] data = new byte[1024];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) bench.in(0x3f5);
        }
        assertArrayEquals(sectors(1, 2), data);
        assertEquals(0xd0, bench.msr());
        assertEquals("40 80 00 01 00 01 02", bench.result());
        assertEquals("[true, false, true, false, true, false]", bench.slot.interrupts.toString());
    }

    @Test
    void programmedWriteEndsInAResultPhase() throws IOException {
        bench.fifo(0x03, 0xdf, 0x03, 0x45, 0, 0, 0, 2, 2, 2, 0x1b, 0xff);
        assertEquals(0xb0, bench.msr());
        for (int i = 0; i < 512; i++) {
            bench.fifo(i ^ 0x55);
        }
        assertEquals("40 80 00 01 00 01 02", bench.result());
        assertEquals(0x55, Files.readAllBytes(image)[512]);
    }

    @Test
    void aMaskedChannelHoldsTheTransferUntilItIsUnmasked() {
        bench.fifo(0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        assertEquals(0x10, bench.msr());
        assertTrue(bench.slot.dreq);
        assertFalse(bench.slot.irq);
        bench.program(TO_MEMORY, 512);
        assertEquals("00 00 00 00 00 02 02", bench.result());
    }

    @Test
    void theDmaGateHoldsBackRequestAndInterrupt() {
        bench.out(0x3f2, 0x34);
        bench.fifo(0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        assertFalse(bench.slot.dreq);
        bench.out(0x3f2, 0x3c);
        assertTrue(bench.slot.dreq);
        bench.program(TO_MEMORY, 512);
        assertTrue(bench.slot.irq);
        bench.out(0x3f2, 0x34);
        assertFalse(bench.slot.irq);
        bench.out(0x3f2, 0x3c);
        assertTrue(bench.slot.irq);
    }

    @Test
    void aResetDropsTheRequest() {
        bench.fifo(0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        bench.out(0x3f2, 0x00);
        assertFalse(bench.slot.dreq);
        assertEquals(0x00, bench.msr());
        bench.out(0x3f2, 0x3c);
        FakeDma dma = bench.program(TO_MEMORY, 512);
        assertEquals(0, dma.moved());
        assertEquals("c0 00", bench.command(2, 0x08));
    }
}

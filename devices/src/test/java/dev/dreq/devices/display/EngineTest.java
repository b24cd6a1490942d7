package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.ABORT;
import static dev.dreq.devices.display.Bench.ABORTED;
import static dev.dreq.devices.display.Bench.BUSY;
import static dev.dreq.devices.display.Bench.CTRL;
import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.HOST_HI;
import static dev.dreq.devices.display.Bench.IRQ_EN;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.START;
import static dev.dreq.devices.display.Bench.STATUS;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.display.FakePciSlot.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packet command, its registers, its time and its interrupt. */
class EngineTest {

    /** At the default bandwidth, the time of so many bytes. */
    private static long time(long bytes) {
        return bytes * 1_000_000_000 / 133_000_000;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "DMA_ID, 800, 44524551",
        "DMA_CAPS, 804, 01000340",
        "DMA_MAXLEN, 808, 00400000",
        "DMA_CTRL, 80c, 0",
        "DMA_STATUS, 810, 0",
        "DMA_HOST_LO, 814, 0",
        "DMA_HOST_HI, 818, 0",
        "DMA_COUNT, 81c, 0",
        "DMA_VRAM, 820, 0",
        "DMA_PITCH, 824, 0",
        "DMA_LINE, 828, 0",
        "DMA_MOVED, 82c, 0",
        "unimplemented, 830, ffffffff",
        "unimplemented, 83c, ffffffff",
        "RING_LO, 840, 0",
        "RING_HI, 844, 0",
        "RING_SIZE, 848, 0",
        "RING_TAIL, 84c, 0",
        "RING_HEAD, 850, 0",
        "unimplemented, 854, ffffffff",
        "unimplemented, 8fc, ffffffff"
    })
    void registersAtPowerOn(String name, String offset, String value) {
        assertEquals(
                Integer.parseUnsignedInt(value, 16),
                new Bench().in(Integer.parseInt(offset, 16)),
                name);
    }

    @Test
    void capabilitiesSayWhatWasSet() {
        assertEquals(0x0220, new Bench("sg", "off", "dma64", "off").in(Bench.CAPS));
        assertEquals(0x1000_0320, new Bench("max-sg", "4096", "dma64", "off").in(Bench.CAPS));
        assertEquals(4096, new Bench("max-transfer", "4K").in(Bench.MAXLEN));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x814, 0x818, 0x81c, 0x820, 0x824, 0x828})
    void parametersAreStoredAsWritten(int offset) {
        assertEquals(0xdeadbeef, new Bench().out(offset, 0xdeadbeef).in(offset));
    }

    @Test
    void theUpperHalfOfAnAddressIsNotThereOnA32BitEngine() {
        Bench bench = new Bench("dma64", "off").out(HOST_HI, -1).out(Bench.RING_HI, -1);
        assertEquals(0, bench.in(HOST_HI));
        assertEquals(0, bench.in(Bench.RING_HI));
        bench.packet(0x2_0000_0100L, 16, 0);
        assertEquals(DONE, bench.run(0));
        assertEquals(List.of(new Access(0x100, 16, false)), bench.slot.accesses);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x800, 0x804, 0x808, 0x82c, 0x850})
    void readOnlyRegistersIgnoreWrites(int offset) {
        Bench bench = new Bench();
        int before = bench.in(offset);
        assertEquals(before, bench.out(offset, ~before).in(offset));
    }

    @Test
    void reservedBitsAndCommandsReadZero() {
        Bench bench = new Bench().out(CTRL, ~(START | ABORT));
        assertEquals(TO_HOST | SG | IRQ_EN, bench.in(CTRL));
    }

    @Test
    void onlyAlignedAccessesOf32BitsReachTheEngine() {
        Bench bench = new Bench();
        for (int at = 0x800; at < 0x858; at++) {
            for (int size : new int[] {1, 2, 4, 8}) {
                if (size == 4 && at % 4 == 0) {
                    continue;
                }
                bench.write(at, size, 0x1d1d_1d1d_1d1d_1d1dL);
                assertEquals(
                        -1L >>> (64 - 8 * size),
                        bench.read(at, size),
                        "offset %x, %d bytes".formatted(at, size));
            }
        }
        assertEquals(0, bench.in(CTRL));
        assertEquals(0, bench.in(Bench.COUNT));
        assertEquals(0, bench.in(Bench.RING_TAIL));
        assertFalse(bench.slot.time.anyTimerArmed());
        assertEquals(-1L, bench.read(0x7fc, 8), "no wide access reaches in from outside");
        bench.write(0x80a, 4, -1);
        assertEquals(0, bench.in(CTRL));
    }

    @Test
    void movesMemoryIntoVideoMemory() {
        Bench bench = new Bench().filled(1).packet(0x1234, 1000, 0x777);
        byte[] expected = bench.vramBytes();
        System.arraycopy(bench.ram, 0x1234, expected, 0x777, 1000);
        assertEquals(DONE, bench.run(0));
        assertEquals(1000, bench.in(MOVED));
        assertArrayEquals(expected, bench.vramBytes());
    }

    @Test
    void movesVideoMemoryIntoMemory() {
        Bench bench = new Bench().filled(2).packet(0x1234, 1000, 0x777);
        byte[] expected = bench.ram.clone();
        bench.vram.get(0x777, expected, 0x1234, 1000);
        assertEquals(DONE, bench.run(TO_HOST));
        assertArrayEquals(expected, bench.ram);
    }

    @Test
    void movesARectangleLineByLine() {
        Bench bench = new Bench().filled(3).packet(0x100, 25, 0x1000).rectangle(100, 10);
        byte[] expected = bench.vramBytes();
        for (int k = 0; k < 25; k++) {
            expected[0x1000 + k / 10 * 100 + k % 10] = bench.ram[0x100 + k];
        }
        assertEquals(DONE, bench.run(0));
        assertArrayEquals(expected, bench.vramBytes());
        assertEquals(
                List.of(
                        new Access(0x100, 10, false),
                        new Access(0x10a, 10, false),
                        new Access(0x114, 5, false)),
                bench.slot.accesses);
    }

    @Test
    void linesThatTouchMoveAsOne() {
        Bench bench = new Bench().packet(0x100, 500, 0).rectangle(10, 10);
        assertEquals(DONE, bench.run(0));
        assertEquals(List.of(new Access(0x100, 500, false)), bench.slot.accesses);
    }

    @Test
    void gathersFromATable() {
        Bench bench = new Bench().filled(4);
        bench.range(0x40, 0, 0x5000, 3, 0).range(0x40, 1, 0x4000, 5, 0).packet(0x40, 2, 9);
        byte[] expected = bench.vramBytes();
        System.arraycopy(bench.ram, 0x5000, expected, 9, 3);
        System.arraycopy(bench.ram, 0x4000, expected, 12, 5);
        assertEquals(DONE, bench.run(SG));
        assertEquals(8, bench.in(MOVED));
        assertArrayEquals(expected, bench.vramBytes());
    }

    @Test
    void scattersAboveFourGigabytes() {
        Bench bench = new Bench().filled(5);
        bench.range(0x40, 0, Bench.HIGH + 7, 100, 0).packet(0x40, 1, 50);
        assertEquals(DONE, bench.run(SG | TO_HOST));
        byte[] expected = new byte[100];
        bench.vram.get(50, expected);
        assertArrayEquals(expected, Arrays.copyOfRange(bench.slot.memoryAt(Bench.HIGH), 7, 107));
    }

    @Test
    void theTableIsReadOnceAtStartAndMayThenBeReused() {
        Bench bench = new Bench().filled(6).range(0x40, 0, 0x5000, 64, 0).packet(0x40, 1, 0);
        bench.start(SG);
        assertEquals(List.of(new Access(0x40, 16, false)), bench.slot.accesses);
        assertEquals(BUSY, bench.status());
        bench.range(0x40, 0, 0xdead_0000L, -1, -1);
        bench.rest();
        assertEquals(DONE, bench.status());
        assertEquals(
                List.of(new Access(0x40, 16, false), new Access(0x5000, 64, false)),
                bench.slot.accesses);
    }

    @Test
    void aRunningCommandKeepsWhatStartLatched() {
        Bench bench = new Bench("burst", "256").filled(7).packet(0x2000, 1024, 0x100);
        byte[] expected = bench.vramBytes();
        System.arraycopy(bench.ram, 0x2000, expected, 0x100, 1024);
        bench.start(0);
        assertTrue(bench.step());
        bench.packet(0x9000, 5, 0x8000).rectangle(7, 3).out(CTRL, TO_HOST | SG);
        bench.rest();
        assertEquals(DONE, bench.status());
        assertEquals(1024, bench.in(MOVED));
        assertArrayEquals(expected, bench.vramBytes());
        assertEquals(7, bench.in(Bench.PITCH));
    }

    @Test
    void stepsComeWhenTheBandwidthHasMovedThem() {
        Bench bench = new Bench().packet(0, 0x28000, 0);
        bench.slot.time.passTo(5_000);
        bench.start(0);
        List<String> seen = new ArrayList<>();
        while (bench.step()) {
            seen.add("%d %x %x".formatted(bench.slot.time.now(), bench.in(MOVED), bench.status()));
        }
        assertEquals(
                List.of(
                        (5_000 + time(0x10000)) + " 10000 1",
                        (5_000 + time(0x20000)) + " 20000 1",
                        (5_000 + time(0x28000)) + " 28000 2"),
                seen);
    }

    @Test
    void roundingDoesNotAddUp() {
        Bench bench = new Bench("bandwidth", "300000000", "burst", "1").packet(0, 3000, 0);
        bench.run(0);
        assertEquals(10_000, bench.slot.time.now());
    }

    @Test
    void noBandwidthMeansNoTime() {
        Bench bench = new Bench("bandwidth", "0", "burst", "16").packet(0, 256, 0);
        bench.start(0);
        assertEquals(BUSY, bench.status(), "nothing moves inside the handler");
        for (int i = 1; i <= 16; i++) {
            assertTrue(bench.slot.time.runNext(0));
            assertEquals(16 * i, bench.in(MOVED));
        }
        assertEquals(DONE, bench.status());
        assertEquals(0, bench.slot.time.now());
    }

    @Test
    void abortStopsAtTheNextStep() {
        Bench bench = new Bench("burst", "1K").filled(8).packet(0x2000, 4096, 0);
        byte[] expected = bench.vramBytes();
        System.arraycopy(bench.ram, 0x2000, expected, 0, 2048);
        bench.start(0);
        bench.step();
        bench.step();
        bench.out(CTRL, ABORT);
        assertEquals(BUSY, bench.status());
        bench.rest();
        assertEquals(ABORTED, bench.status());
        assertEquals(2048, bench.in(MOVED));
        assertArrayEquals(expected, bench.vramBytes());
        bench.acknowledge();
        assertEquals(DONE, bench.run(0), "the engine works again");
    }

    @Test
    void abortOfAnIdleEngineDoesNothing() {
        Bench bench = new Bench().packet(0, 16, 0).out(CTRL, ABORT);
        bench.rest();
        assertEquals(0, bench.status());
        assertEquals(DONE, bench.run(0), "and is not remembered");
    }

    @Test
    void abortWinsOverStart() {
        Bench bench = new Bench("burst", "1K").packet(0, 4096, 0).out(CTRL, START | ABORT);
        assertEquals(0, bench.status());
        assertFalse(bench.slot.time.anyTimerArmed());
        bench.start(0).out(CTRL, START | ABORT);
        bench.rest();
        assertEquals(ABORTED, bench.status());
        assertEquals(List.of(), bench.slot.guestErrors);
    }

    @Test
    void startWhileBusyIsIgnoredAndReported() {
        Bench bench = new Bench("burst", "1K").filled(9).packet(0x2000, 4096, 0).start(0);
        bench.step();
        bench.packet(0x9000, 16, 0x8000).start(TO_HOST);
        assertEquals(List.of("START was written while BUSY"), bench.slot.guestErrors);
        assertEquals(1024, bench.in(MOVED));
        bench.rest();
        assertEquals(4096, bench.in(MOVED));
        assertEquals(DONE, bench.status());
    }

    @Test
    void startSetsMovedBackAndLeavesTheStatusToTheGuest() {
        Bench bench = new Bench().packet(0, 16, 0);
        assertEquals(DONE, bench.run(0));
        bench.start(0);
        assertEquals(0, bench.in(MOVED));
        assertEquals(BUSY | DONE, bench.status());
    }

    @Test
    void onesClearTheStatusZerosDoNot() {
        Bench bench = new Bench().packet(0, 0, 0);
        assertEquals(ERROR | 0x300, bench.run(0));
        assertEquals(ERROR | 0x300, bench.out(STATUS, DONE | 0xff00).status());
        assertEquals(0, bench.out(STATUS, ERROR).status());
    }

    @Test
    void resetStopsTheEngine() {
        Bench bench = new Bench("burst", "1K").packet(0, 4096, 0).ring(0x8000, 4);
        bench.start(IRQ_EN | TO_HOST);
        bench.step();
        int accesses = bench.slot.accesses.size();
        bench.slot.reset();
        bench.display.reset();
        bench.rest();
        assertEquals(accesses, bench.slot.accesses.size());
        for (int at = 0x80c; at < 0x830; at += 4) {
            assertEquals(0, bench.in(at), "offset %x".formatted(at));
        }
        for (int at = 0x840; at < 0x854; at += 4) {
            assertEquals(0, bench.in(at), "offset %x".formatted(at));
        }
        assertEquals(DONE, bench.packet(0, 16, 0).run(0));
    }

    @Test
    void theInterruptIsALevelThatTheStatusHolds() {
        Bench bench = new Bench().packet(0, 16, 0).start(IRQ_EN);
        assertFalse(bench.slot.irq);
        bench.rest();
        assertTrue(bench.slot.irq);
        bench.out(STATUS, ERROR);
        assertTrue(bench.slot.irq);
        bench.out(STATUS, DONE);
        assertFalse(bench.slot.irq);
    }

    @Test
    void theInterruptNeedsItsEnable() {
        Bench bench = new Bench().packet(0, 16, 0);
        bench.run(0);
        assertFalse(bench.slot.irq);
        bench.out(CTRL, IRQ_EN);
        assertTrue(bench.slot.irq, "what is pending counts");
        bench.out(CTRL, 0);
        assertFalse(bench.slot.irq);
    }

    @Test
    void errorsAndAbortsInterruptToo() {
        Bench bench = new Bench("burst", "1K").packet(0, 0, 0);
        bench.run(IRQ_EN);
        assertTrue(bench.slot.irq);
        bench.acknowledge();
        bench.packet(0, 4096, 0).start(IRQ_EN).out(CTRL, IRQ_EN | ABORT);
        assertFalse(bench.slot.irq);
        bench.rest();
        assertTrue(bench.slot.irq);
    }

    @Test
    void aNewCauseBehindAnAcknowledgementIsToldAgain() {
        Bench bench = new Bench().entry(0x8000, 0, 0x100, 16, IRQ_EN, 0).ring(0x8000, 4);
        bench.packet(0, 16, 0).run(IRQ_EN);
        assertEquals(1, bench.slot.rises);
        bench.out(Bench.RING_TAIL, 1).rest();
        assertEquals(DONE | Bench.RING, bench.status());
        assertEquals(1, bench.slot.rises, "the guest has not looked yet");
        bench.out(STATUS, DONE);
        assertTrue(bench.slot.irq);
        assertEquals(1, bench.slot.rises);
        bench.run(IRQ_EN);
        assertEquals(2, bench.slot.rises);
        assertTrue(bench.slot.irq);
        bench.run(IRQ_EN);
        assertEquals(2, bench.slot.rises, "the cause is not new");
        bench.packet(0, 0, 0).run(IRQ_EN);
        assertEquals(DONE | Bench.RING | ERROR | 0x300, bench.status());
        assertEquals(2, bench.slot.rises, "nothing was acknowledged since");
    }
}

package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.ABORT;
import static dev.dreq.devices.display.Bench.ABORTED;
import static dev.dreq.devices.display.Bench.BUSY;
import static dev.dreq.devices.display.Bench.CTRL;
import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.IRQ_EN;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.RING;
import static dev.dreq.devices.display.Bench.RING_HEAD;
import static dev.dreq.devices.display.Bench.RING_HI;
import static dev.dreq.devices.display.Bench.RING_LO;
import static dev.dreq.devices.display.Bench.RING_SIZE;
import static dev.dreq.devices.display.Bench.RING_TAIL;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.STATUS;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.display.FakePciSlot.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring of commands in a common buffer. */
class RingTest {

    private static final int BASE = 0x8000;

    private static Bench ring(int size, String... settings) {
        return new Bench(settings).filled(1).ring(BASE, size);
    }

    @Test
    void runsItsEntriesInOrder() {
        Bench bench = ring(4);
        bench.entry(BASE, 0, 0x100, 16, 0, 0);
        bench.entry(BASE, 1, 0x200, 32, 0, 8);
        byte[] expected = bench.vramBytes();
        System.arraycopy(bench.ram, 0x100, expected, 0, 16);
        System.arraycopy(bench.ram, 0x200, expected, 8, 32);
        bench.out(RING_TAIL, 2);
        assertEquals(BUSY, bench.status());
        assertEquals(List.of(), bench.slot.accesses, "nothing happens inside the handler");
        bench.rest();
        assertArrayEquals(expected, bench.vramBytes());
        assertEquals(0, bench.status(), "DONE and MOVED belong to the packet command");
        assertEquals(0, bench.in(MOVED));
        assertEquals(2, bench.in(RING_HEAD));
        assertEquals(DONE, bench.entryStatus(BASE, 0));
        assertEquals(DONE, bench.entryStatus(BASE, 1));
        assertEquals(
                List.of(
                        new Access(BASE, 32, false),
                        new Access(0x100, 16, false),
                        new Access(BASE + 28, 4, true),
                        new Access(BASE + 32, 32, false),
                        new Access(0x200, 32, false),
                        new Access(BASE + 60, 4, true)),
                bench.slot.accesses);
    }

    @Test
    void goesRound() {
        Bench bench = ring(2);
        for (int i = 1; i <= 9; i++) {
            bench.entry(BASE, (i - 1) % 2, 0x100, 1, 0, i);
            bench.out(RING_TAIL, i % 2).rest();
            assertEquals(i % 2, bench.in(RING_HEAD));
            assertEquals(DONE, bench.entryStatus(BASE, (i - 1) % 2));
        }
    }

    @Test
    void knowsAllKindsOfCommands() {
        Bench bench = ring(4);
        bench.range(0x40, 0, 0x3000, 10, 0).range(0x40, 1, 0x4000, 10, 0);
        bench.entry(BASE, 0, 0x40, 2, SG | TO_HOST, 0x500);
        bench.memory().putInt(BASE + 20, 100).putInt(BASE + 24, 5);
        byte[] expected = bench.ram.clone();
        for (int k = 0; k < 20; k++) {
            int at = k < 10 ? 0x3000 + k : 0x4000 + k - 10;
            expected[at] = bench.vram.get(0x500 + k / 5 * 100 + k % 5);
        }
        expected[BASE + 28] = DONE;
        bench.out(RING_TAIL, 1).rest();
        assertArrayEquals(expected, bench.ram);
    }

    @Test
    void entriesTakeTheTimeOfTheirBytes() {
        Bench bench = ring(4, "bandwidth", "1000000", "burst", "1K");
        bench.entry(BASE, 0, 0x100, 1000, 0, 0).entry(BASE, 1, 0x100, 2000, 0, 0);
        bench.out(RING_TAIL, 2).rest();
        assertEquals(3_000_000, bench.slot.time.now());
    }

    @Test
    void anEntryThatAsksForItInterruptsOnceItsStatusIsThere() {
        Bench bench = ring(4).out(CTRL, IRQ_EN);
        bench.entry(BASE, 0, 0x100, 16, 0, 0).entry(BASE, 1, 0x100, 16, IRQ_EN, 0);
        bench.out(RING_TAIL, 1).rest();
        assertFalse(bench.slot.irq);
        bench.out(RING_TAIL, 2);
        while (!bench.slot.irq) {
            assertEquals(0, bench.entryStatus(BASE, 1));
            assertTrue(bench.step());
        }
        assertEquals(DONE, bench.entryStatus(BASE, 1));
        assertEquals(RING, bench.status());
        bench.out(STATUS, RING);
        assertEquals(0, bench.status());
        assertFalse(bench.slot.irq);
    }

    @Test
    void aBadEntryHasItsErrorAndTheRingGoesOn() {
        Bench bench = ring(8).out(CTRL, IRQ_EN);
        bench.entry(BASE, 0, 0x100, 0, IRQ_EN, 0)
                .entry(BASE, 1, 0x4000_0000, 16, 0, 0)
                .entry(BASE, 2, 0x100, 16, 0, -1)
                .entry(BASE, 3, 0x101, 1, SG, 0)
                .entry(BASE, 4, FakePciSlot.DEVICES, 16, TO_HOST, 0)
                .entry(BASE, 5, 0x100, 16, 0, 0);
        bench.out(RING_TAIL, 6).rest();
        int[] codes = {3, 2, 4, 5, 6};
        for (int i = 0; i < codes.length; i++) {
            assertEquals(ERROR | codes[i] << 8, bench.entryStatus(BASE, i));
        }
        assertEquals(DONE, bench.entryStatus(BASE, 5));
        assertEquals(RING, bench.status());
        assertEquals(8, bench.in(RING_SIZE));
    }

    @Test
    void waitsForThePacketCommand() {
        Bench bench = ring(4, "burst", "1K").entry(BASE, 0, 0x100, 16, 0, 0);
        bench.packet(0, 4096, 0).start(0);
        bench.step();
        bench.out(RING_TAIL, 1);
        while (bench.in(MOVED) < 4096) {
            assertEquals(0, bench.in(RING_HEAD));
            assertTrue(bench.step());
        }
        assertEquals(BUSY | DONE, bench.status(), "BUSY covers the ring");
        bench.rest();
        assertEquals(DONE, bench.status());
        assertEquals(DONE, bench.entryStatus(BASE, 0));
        assertEquals(4096, bench.in(MOVED));
    }

    @Test
    void startIsIgnoredWhileTheRingIsAtWork() {
        Bench bench = ring(4).entry(BASE, 0, 0x100, 16, 0, 0).packet(0, 16, 0x100);
        bench.out(RING_TAIL, 1).start(0);
        bench.rest();
        assertEquals(0, bench.status());
        assertEquals(List.of("START was written while BUSY"), bench.slot.guestErrors);
    }

    @Test
    void abortStopsTheEntryAndTheRingGoesOnBehindItAtTheNextDoorbell() {
        Bench bench = ring(4, "burst", "1K");
        bench.entry(BASE, 0, 0x100, 4096, IRQ_EN, 0).entry(BASE, 1, 0x100, 16, 0, 0);
        bench.out(RING_TAIL, 2);
        bench.step();
        bench.step();
        bench.out(CTRL, ABORT).rest();
        assertEquals(ABORTED | RING, bench.status());
        assertEquals(ABORTED, bench.entryStatus(BASE, 0));
        assertEquals(0, bench.entryStatus(BASE, 1));
        assertEquals(1, bench.in(RING_HEAD));
        bench.out(RING_TAIL, 2).rest();
        assertEquals(DONE, bench.entryStatus(BASE, 1));
    }

    @Test
    void abortBetweenEntriesStopsTheRing() {
        Bench bench = ring(4).entry(BASE, 0, 0x100, 16, 0, 0);
        bench.out(RING_TAIL, 1).out(CTRL, ABORT).rest();
        assertEquals(ABORTED, bench.status());
        assertEquals(0, bench.in(RING_HEAD));
        assertEquals(List.of(), bench.slot.accesses);
    }

    @Test
    void switchingOffStopsBehindTheCurrentEntry() {
        Bench bench = ring(4, "burst", "1K");
        bench.entry(BASE, 0, 0x100, 4096, 0, 0).entry(BASE, 1, 0x100, 16, 0, 0);
        bench.out(RING_TAIL, 2);
        bench.step();
        bench.step();
        bench.out(RING_SIZE, 0);
        assertEquals(BUSY, bench.status());
        bench.ring(BASE, 8);
        assertEquals(0, bench.in(RING_SIZE), "not while the entry is at work");
        bench.rest();
        assertEquals(0, bench.status());
        assertEquals(DONE, bench.entryStatus(BASE, 0));
        assertEquals(0, bench.entryStatus(BASE, 1));
        assertEquals(1, bench.in(RING_HEAD));
        bench.ring(BASE, 8);
        assertEquals(0, bench.in(RING_HEAD));
        assertEquals(0, bench.in(RING_TAIL));
    }

    @Test
    void itsBaseIsAlignedAndStaysWhileTheRingIsOn() {
        Bench bench = new Bench().out(RING_LO, 0x1234_567f).out(RING_HI, 7);
        assertEquals(0x1234_5660, bench.in(RING_LO));
        assertEquals(7, bench.in(RING_HI));
        bench.out(RING_SIZE, 4).out(RING_LO, 0).out(RING_HI, 0);
        assertEquals(0x1234_5660, bench.in(RING_LO));
        assertEquals(7, bench.in(RING_HI));
        assertEquals(2, bench.slot.guestErrors.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 6, 4095, 4097, 8192, 0x8000_0000L, 0xffff_ffffL})
    void itsSizeIsAPowerOfTwo(long size) {
        Bench bench = new Bench().out(RING_SIZE, size);
        assertEquals(0, bench.in(RING_SIZE));
        assertEquals(1, bench.slot.guestErrors.size());
        assertEquals(4096, bench.out(RING_SIZE, 4096).in(RING_SIZE));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 0xffff, 0xffff_ffffL})
    void aTailOutsideOfTheRingIsIgnoredAndReported(long tail) {
        Bench bench = ring(4).out(RING_TAIL, tail);
        assertEquals(0, bench.in(RING_TAIL));
        assertEquals(1, bench.slot.guestErrors.size());
        assertFalse(bench.slot.time.anyTimerArmed());
    }

    @Test
    void aTailOfNoRingIsIgnoredAndReported() {
        Bench bench = new Bench().out(RING_TAIL, 0);
        assertEquals(1, bench.slot.guestErrors.size());
    }

    @Test
    void anEntryThatCannotBeReadSwitchesTheRingOff() {
        for (long base : new long[] {0x4000_0000L, FakePciSlot.DEVICES, 0xfee0_0000L, -32}) {
            Bench bench = new Bench().ring(base, 4).out(RING_TAIL, 3);
            bench.rest();
            assertEquals(ERROR | 0x200, bench.status(), Long.toHexString(base));
            assertEquals(0, bench.in(RING_SIZE));
        }
    }

    @Test
    void aRingMayNotWrap() {
        Bench bench = new Bench().ring(-32, 4);
        bench.slot.memory(-32, 32);
        bench.out(RING_TAIL, 3).rest();
        assertEquals(ERROR | 0x200, bench.status());
        assertEquals(1, bench.in(RING_HEAD), "the first entry was still there");
    }

    @Test
    void theBusMasterDisabledSwitchesTheRingOff() {
        Bench bench = ring(4).entry(BASE, 0, 0x100, 16, 0, 0);
        bench.slot.busMaster = false;
        bench.out(RING_TAIL, 1).rest();
        assertEquals(ERROR | 0x100, bench.status());
        assertEquals(0, bench.in(RING_SIZE));
    }

    @Test
    void aStatusThatCannotBeWrittenBackSwitchesTheRingOff() {
        Bench bench = ring(4).entry(BASE, 0, 0x100, 16, IRQ_EN, 0).entry(BASE, 1, 0, 16, 0, 0);
        bench.slot.beforeAccess = () -> bench.slot.busMaster = bench.slot.accesses.size() < 3;
        bench.out(RING_TAIL, 2).rest();
        assertEquals(ERROR | 0x100, bench.status());
        assertEquals(0, bench.in(RING_SIZE));
        assertEquals(0, bench.in(RING_HEAD));
        bench.slot.beforeAccess = () -> {};
        bench.slot.busMaster = true;
        bench.acknowledge();
        bench.ring(BASE, 4).out(RING_TAIL, 2).rest();
        assertEquals(DONE, bench.entryStatus(BASE, 1), "it works again");
    }
}

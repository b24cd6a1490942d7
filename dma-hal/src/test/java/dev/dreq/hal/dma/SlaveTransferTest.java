package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What moves, whatever the buffer, the channel and the registers. */
class SlaveTransferTest {
    private static final int[] CHANNELS = {0, 1, 2, 3, 5, 6, 7};

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void exactlyTheBytesAskedForMoveInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 12; i++) {
            new Transfer(random, "seed %d, transfer %d".formatted(seed, i)).run();
        }
    }

    /** One request of a random driver. */
    private static final class Transfer {
        private static final long POOL = 0x20000;

        private final String message;
        private final SplittableRandom random;
        private final Pc pc = Pc.upTo(0x400_0000);
        private final Rig rig;
        private final int channel;
        private final boolean writeToDevice;
        private final Rig.Slave slave;
        private final Mdl mdl;
        private final long va;
        private final byte[] expected;

        Transfer(SplittableRandom random, String message) {
            this.random = random;
            this.message = message;
            int limit = random.nextInt(34);
            long above = random.nextBoolean() ? 0x100_0000 : 0;
            rig =
                    new Rig(
                            pc,
                            KernelOptions.defaults()
                                    .withDmaMapRegisterLimit(limit)
                                    .withSeed(random.nextLong()));
            channel = CHANNELS[random.nextInt(CHANNELS.length)];
            int unit = channel < 4 ? 1 : 2;
            writeToDevice = random.nextBoolean();
            slave =
                    rig.slave(
                            Rig.on(channel)
                                    .maximumLength(random.nextInt(1, 0x20000))
                                    .scatterGather(random.nextInt(5) == 0)
                                    .ignoreCount(random.nextInt(4) == 0));
            int offset = random.nextInt(0x1000) / unit * unit;
            int length = random.nextInt(1, 0x30000 / unit) * unit;
            mdl = random.nextBoolean() ? rig.scattered(offset, length, above) : row(offset, length);
            va = rig.mm.getMdlVirtualAddress(mdl);
            expected = new byte[length];
            for (int i = 0; i < length; i++) {
                expected[i] = (byte) random.nextInt();
            }
        }

        /** A buffer that is physically contiguous, so that some operations are direct. */
        private Mdl row(int offset, int length) {
            long first = 0x180L + random.nextInt(0x100);
            Long[] frames = new Long[(int) Pages.addressAndSizeToSpanPages(offset, length)];
            Arrays.setAll(frames, i -> first + i);
            return rig.buffer(offset, length, frames);
        }

        void run() {
            if (writeToDevice) {
                rig.mm.write(va, expected, 0, expected.length);
            }
            Map<Long, byte[]> before = pc.memory();
            byte[] device = writeToDevice ? new byte[expected.length] : expected;
            int operations = transfer(device);
            assertArrayEquals(expected, writeToDevice ? device : contents(), message);
            DmaStatistics statistics = rig.dma.statistics().get(0);
            assertEquals(expected.length, statistics.bytes(), message);
            assertEquals(operations, statistics.mapTransfers(), message);
            assertTrue(statistics.mapRegistersPeak() <= slave.registers, message);
            nothingElseChanged(before);
        }

        private int transfer(byte[] device) {
            int done = 0;
            int operations = 0;
            slave.take(
                    (int)
                            Math.min(
                                    slave.registers,
                                    Pages.addressAndSizeToSpanPages(va, expected.length)));
            while (done < expected.length) {
                int length = (int) Math.min(expected.length - done, slave.capacity(va + done));
                assertEquals(length, slave.map(mdl, va + done, length, writeToDevice), message);
                byte[] part = Arrays.copyOfRange(device, done, done + length);
                assertEquals(length, pc.device(channel, part), message);
                System.arraycopy(part, 0, device, done, length);
                assertTrue(slave.flush(mdl, va + done, length, writeToDevice), message);
                done += length;
                operations++;
            }
            slave.free();
            return operations;
        }

        private byte[] contents() {
            byte[] bytes = new byte[expected.length];
            rig.mm.read(va, bytes, 0, bytes.length);
            return bytes;
        }

        private void nothingElseChanged(Map<Long, byte[]> before) {
            Map<Long, byte[]> after = pc.memory();
            TreeSet<Long> pages = new TreeSet<>(after.keySet());
            pages.removeIf(
                    page -> page >= Pages.number(POOL) && page < Pages.number(POOL + 0x20000));
            for (long page : pages) {
                byte[] old = before.getOrDefault(page, new byte[0x1000]);
                byte[] now = after.get(page).clone();
                if (!writeToDevice) {
                    forgetBuffer(page, old, now);
                }
                assertArrayEquals(old, now, message + ", page " + page);
            }
        }

        private void forgetBuffer(long page, byte[] old, byte[] now) {
            int last = (mdl.byteOffset() + expected.length - 1) >> 12;
            for (int i = 0; i <= last; i++) {
                if (mdl.pfn(i) == page) {
                    int from = i == 0 ? mdl.byteOffset() : 0;
                    int to =
                            i == last
                                    ? (mdl.byteOffset() + expected.length - 1 & 0xFFF) + 1
                                    : 0x1000;
                    System.arraycopy(old, from, now, from, to - from);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void aShortReadCopiesBackExactlyWhatMoved(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            int channel = CHANNELS[random.nextInt(CHANNELS.length)];
            int unit = channel < 4 ? 1 : 2;
            int length = random.nextInt(1, 0x4000 / unit) * unit;
            int moved = random.nextInt(length / unit + 1) * unit;
            String message = "seed %d, %x of %x on %d".formatted(seed, moved, length, channel);
            Pc pc = Pc.upTo(0x400_0000);
            Rig rig = new Rig(pc, KernelOptions.defaults());
            Rig.Slave slave = rig.slave(Rig.on(channel).maximumLength(0x4000));
            Mdl mdl = rig.scattered(0, length, 0x100_0000);
            long va = rig.mm.getMdlVirtualAddress(mdl);
            rig.mm.fill(va, length, 0xEE);
            byte[] data = new byte[moved];
            Arrays.fill(data, (byte) 0x11);
            slave.take(slave.registers).map(mdl, va, length, false);
            pc.device(channel, data);
            assertEquals(length - moved, slave.operations.readDmaCounter(slave.adapter), message);
            assertTrue(slave.flush(mdl, va, length, false), message);
            byte[] expected = new byte[length];
            Arrays.fill(expected, (byte) 0xEE);
            Arrays.fill(expected, 0, moved, (byte) 0x11);
            byte[] buffer = new byte[length];
            rig.mm.read(va, buffer, 0, length);
            assertArrayEquals(expected, buffer, message);
            assertEquals(moved, rig.dma.statistics().get(0).bouncedBytes(), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0x10000", "6, 0x20000"})
    void theCountOfALongestOperationTellsUntouchedFromDone(int channel, int window) {
        Pc pc = Pc.upTo(0x400_0000);
        Rig rig = new Rig(pc, KernelOptions.defaults());
        Rig.Slave slave = rig.slave(Rig.on(channel).maximumLength(window));
        Mdl mdl = rig.scattered(0, window, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(slave.registers);
        for (int round = 0; round < 2; round++) {
            slave.map(mdl, va, window, false);
            assertEquals(window, slave.operations.readDmaCounter(slave.adapter));
            pc.device(channel, new byte[window]);
            assertEquals(0, slave.operations.readDmaCounter(slave.adapter));
            assertEquals(0, slave.operations.readDmaCounter(slave.adapter), "asked again");
            slave.flush(mdl, va, window, false);
        }
        slave.map(mdl, va, window, false);
        long before = rig.dma.statistics().get(0).bouncedBytes();
        slave.flush(mdl, va, window, false);
        assertEquals(before, rig.dma.statistics().get(0).bouncedBytes(), "nothing has moved");
    }

    @ParameterizedTest
    @CsvSource({"1, 0x10000", "6, 0x20000"})
    void aLongestAutoInitializedOperationIsUntouchedAgainBehindItsLastUnit(
            int channel, int window) {
        Pc pc = Pc.upTo(0x400_0000);
        Rig rig = new Rig(pc, KernelOptions.defaults());
        Rig.Slave slave = rig.slave(Rig.on(channel).maximumLength(window).autoInitialize(true));
        Mdl mdl = rig.scattered(0, window, 0x100_0000);
        slave.take(slave.registers).map(mdl, rig.mm.getMdlVirtualAddress(mdl), window, false);
        pc.device(channel, new byte[window]);
        assertEquals(window, slave.operations.readDmaCounter(slave.adapter));
        pc.device(channel, new byte[2]);
        assertEquals(window - 2, slave.operations.readDmaCounter(slave.adapter));
    }

    @Test
    void anAutoInitializedReadThatWentRoundIsCopiedBackWhole() {
        Pc pc = Pc.upTo(0x400_0000);
        Rig rig = new Rig(pc, KernelOptions.defaults());
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x2000).autoInitialize(true));
        Mdl mdl = rig.scattered(0, 0x2000, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(2).map(mdl, va, 0x2000, false);
        byte[] device = new byte[0x2003];
        Arrays.fill(device, (byte) 0x33);
        assertEquals(0x2003, pc.device(1, device));
        assertTrue(slave.flush(mdl, va, 0x2000, false));
        byte[] buffer = new byte[0x2000];
        rig.mm.read(va, buffer, 0, buffer.length);
        assertArrayEquals(Arrays.copyOf(device, 0x2000), buffer);
    }

    @Test
    void anotherChannelsStatusReadDoesNotLoseATerminalCount() {
        Pc pc = Pc.upTo(0x400_0000);
        Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
        Rig.Slave one = rig.slave(Rig.on(1).maximumLength(0x10000));
        Rig.Slave other = rig.slave(Rig.on(2).maximumLength(0x10000));
        Mdl mdl = rig.scattered(0, 0x10000, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        one.take(16).map(mdl, va, 0x10000, false);
        other.take(16).map(mdl, va, 0x10000, true);
        pc.device(1, new byte[0x10000]);
        assertEquals(0x10000, other.operations.readDmaCounter(other.adapter));
        assertEquals(0, one.operations.readDmaCounter(one.adapter));
        assertTrue(one.flush(mdl, va, 0x10000, false));
        assertEquals(
                0x20000,
                rig.dma.statistics().stream().mapToLong(DmaStatistics::bouncedBytes).sum());
    }

    @Test
    void aCountThatNeverHoldsStillFailsTheFlush() {
        CpuBus bus = mock(CpuBus.class);
        when(bus.ramRanges()).thenReturn(Pc.upTo(0x400_0000).ramRanges());
        int[] reads = new int[1];
        when(bus.in8(anyInt())).thenAnswer(read -> reads[0]++ * 37 & 0xFF);
        Rig rig = new Rig(bus, KernelOptions.defaults(), 0x40000, 32);
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x1000));
        Mdl mdl = rig.scattered(0, 0x1000, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(1).map(mdl, va, 0x1000, false);
        clearInvocations(bus);
        assertFalse(slave.flush(mdl, va, 0x1000, false));
        verify(bus, never()).copy(anyLong(), anyLong(), anyLong());
    }

    @Test
    void aControllerWhoseStatusIsAllOnesOnceIsThereAndItsChannelsAreLeftAlone() {
        Pc pc = Pc.upTo(0x400_0000);
        Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
        Rig.Slave running = rig.slave(Rig.on(0).maximumLength(0x1000));
        Mdl mdl = rig.scattered(0, 0x1000, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        running.take(1).map(mdl, va, 0x1000, true);
        pc.writes.clear();
        pc.status = 0xFF;
        rig.slave(Rig.on(1).maximumLength(0x1000));
        assertEquals(List.of(), pc.writes);
        assertTrue(running.flush(mdl, va, 0x1000, true));
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.mm.Mdl;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of a bus master's transfers, by their numbers. */
class BusMasterExamplesTest {
    private static final Long[] E8_FRAMES = {
        0x100000L, 0x100001L, 0x100002L, 0x200000L, 0x80000L, 0x80001L
    };

    private final Pc pc = Pc.upTo(0x2_4000_0000L);

    /** With 16 map registers at 2000000, and so many at most for an adapter. */
    private Rig limitedTo(int registers) {
        KernelOptions options = KernelOptions.defaults().withDmaMapRegisterLimit(registers);
        return new Rig(pc, options, 0x200_0000, 32);
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<Master.Run> runs(long... addressesAndLengths) {
        List<Master.Run> runs = new ArrayList<>();
        for (int i = 0; i < addressesAndLengths.length; i += 2) {
            runs.add(new Master.Run(addressesAndLengths[i], addressesAndLengths[i + 1]));
        }
        return runs;
    }

    /** The lengths of the operations, with one MapTransfer each, of a whole buffer. */
    private static List<Long> rangeByRange(Master master, Mdl mdl) {
        List<Long> operations = new ArrayList<>();
        long va = mdl.startVa() + mdl.byteOffset();
        long end = va + mdl.byteCount();
        master.take(master.registers);
        while (va < end) {
            long length = Math.min(end - va, master.capacity(va));
            assertEquals(length, master.map(mdl, va, length, true).length(), "never shortened");
            assertTrue(master.flush(mdl, va, length, true));
            operations.add(length);
            va += length;
        }
        master.freeRegisters();
        return operations;
    }

    @Test
    @DisplayName("E7 a master without scatter/gather gets one range for each operation")
    void e7() {
        Master seventeen = new Master(limitedTo(17), Master.pci(false, 32, 0x10000));
        assertEquals(17, seventeen.registers);
        Mdl bounced = seventeen.rig.scattered(0xE00, 0x10000, 0x400_0000);
        assertEquals(List.of(0x10000L), rangeByRange(seventeen, bounced));
        seventeen.take(17);
        long va = bounced.startVa() + 0xE00;
        byte[] data = random(7, 0x10000);
        Master.fill(seventeen.rig, bounced, data);
        Master.Run run = seventeen.map(bounced, va, 0x10000, true);
        assertEquals(new Master.Run(0x200_0E00, 0x10000), run);
        assertArrayEquals(data, seventeen.read(List.of(run)));
        seventeen.flush(bounced, va, 0x10000, true);

        Long[] frames = new Long[17];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = 0x9000L + i;
        }
        Mdl direct = seventeen.rig.buffer(0xE00, 0x10000, frames);
        va = direct.startVa() + 0xE00;
        assertEquals(new Master.Run(0x900_0E00, 0x10000), seventeen.map(direct, va, 0x10000, true));
        seventeen.flush(direct, va, 0x10000, true);

        Master sixteen = new Master(limitedTo(0), Master.pci(false, 32, 0x10000));
        assertEquals(16, sixteen.registers);
        assertEquals(
                List.of(0xF200L, 0xE00L),
                rangeByRange(sixteen, sixteen.rig.scattered(0xE00, 0x10000, 0x400_0000)));
    }

    @Test
    @DisplayName("E8 a master of 64 bits with scatter/gather gets a run for each contiguous range")
    void e8() {
        Master master = new Master(limitedTo(0), Master.pci(true, 64, 0x5000));
        assertEquals(6, master.registers);
        Mdl mdl = master.rig.buffer(0x234, 0x5000, E8_FRAMES);
        long va = mdl.startVa() + 0x234;
        byte[] data = random(8, 0x5000);
        master.take(6);
        List<Master.Run> runs = master.mapAll(mdl, va, 0x5000, false);
        assertEquals(
                runs(0x1_0000_0234L, 0x2DCC, 0x2_0000_0000L, 0x1000, 0x8000_0000L, 0x1234), runs);
        master.write(runs, data);
        assertTrue(master.flush(mdl, va, 0x5000, false));
        master.freeRegisters();
        assertArrayEquals(data, Master.contents(master.rig, mdl));
        assertEquals(0, master.statistics().bouncedBytes());
        assertEquals(3, master.statistics().sgElements());
        assertEquals(0x5000, master.statistics().longestOperation());
    }

    @Test
    @DisplayName("E9 a master of 32 bits gets the pages above 4 GiB through map registers")
    void e9() {
        Master master = new Master(limitedTo(0), Master.pci(true, 32, 0x5000));
        Mdl mdl = master.rig.buffer(0x234, 0x5000, E8_FRAMES);
        long va = mdl.startVa() + 0x234;
        byte[] data = random(9, 0x5000);
        master.take(6);
        List<Master.Run> runs = master.mapAll(mdl, va, 0x5000, false);
        assertEquals(runs(0x200_0234, 0x3DCC, 0x8000_0000L, 0x1234), runs);
        master.write(runs, data);
        master.flush(mdl, va, 0x5000, false);
        master.freeRegisters();
        assertArrayEquals(data, Master.contents(master.rig, mdl));
        assertEquals(0x3DCC, master.statistics().bouncedBytes());
    }

    @Test
    @DisplayName("E9 with two map registers the first operation ends behind the second page")
    void e9WithTwoRegisters() {
        Master master = new Master(limitedTo(2), Master.pci(true, 32, 0x5000));
        assertEquals(2, master.registers);
        Mdl mdl = master.rig.buffer(0x234, 0x5000, E8_FRAMES);
        long va = mdl.startVa() + 0x234;
        byte[] data = random(10, 0x5000);
        Master.fill(master.rig, mdl, data);
        master.take(2);
        assertEquals(new Master.Run(0x200_0234, 0x1DCC), master.map(mdl, va, 0x1DCC, true));
        master.flush(mdl, va, 0x1DCC, true);
        List<Master.Run> next = master.mapAll(mdl, va + 0x1DCC, 0x2000, true);
        assertEquals(runs(0x200_0000, 0x2000), next, "the same registers again");
        byte[] middle = new byte[0x2000];
        System.arraycopy(data, 0x1DCC, middle, 0, middle.length);
        assertArrayEquals(middle, master.read(next));
    }

    @Test
    @DisplayName("E10 no run crosses 4 GiB, and a master of 32 bits has the rest bounced")
    void e10() {
        Long[] frames = {0xFFFFEL, 0xFFFFFL, 0x100000L, 0x100001L};
        Master wide = new Master(limitedTo(0), Master.pci(true, 64, 0x4000));
        Mdl mdl = wide.rig.buffer(0, 0x4000, frames);
        wide.take(4);
        assertEquals(
                runs(0xFFFF_E000L, 0x2000, 0x1_0000_0000L, 0x2000),
                wide.mapAll(mdl, mdl.startVa(), 0x4000, true));

        Master narrow = new Master(limitedTo(0), Master.pci(true, 32, 0x4000));
        mdl = narrow.rig.buffer(0, 0x4000, frames);
        narrow.take(4);
        assertEquals(
                runs(0xFFFF_E000L, 0x2000, 0x200_0000, 0x2000),
                narrow.mapAll(mdl, mdl.startVa(), 0x4000, true));

        Master single = new Master(limitedTo(0), Master.pci(false, 64, 0x4000));
        mdl = single.rig.buffer(0, 0x4000, frames);
        single.take(4);
        assertEquals(
                runs(0x200_0000, 0x4000),
                single.mapAll(mdl, mdl.startVa(), 0x4000, true),
                "a single range that would cross it");
    }

    @Test
    @DisplayName(
            "E11 ten isolated pages through four registers are three operations, bounced or not")
    void e11() {
        assertEquals(List.of(4, 4, 2), pagesOfOperations(64));
        assertEquals(List.of(1, 1, 1), pagesOfOperations(32), "unreachable pages make one run");
    }

    private List<Integer> pagesOfOperations(int bits) {
        Long[] frames = new Long[10];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = 0x180000L + 2L * i;
        }
        Master master = new Master(limitedTo(4), Master.pci(true, bits, 0xA000));
        assertEquals(4, master.registers);
        Mdl mdl = master.rig.buffer(0, 0xA000, frames);
        master.take(4);
        List<Integer> mapTransfers = new ArrayList<>();
        for (long done = 0; done < 0xA000; ) {
            long length = Math.min(0xA000 - done, master.capacity(mdl.startVa() + done));
            mapTransfers.add(master.mapAll(mdl, mdl.startVa() + done, length, true).size());
            assertTrue(master.flush(mdl, mdl.startVa() + done, length, true));
            done += length;
        }
        return mapTransfers;
    }
}

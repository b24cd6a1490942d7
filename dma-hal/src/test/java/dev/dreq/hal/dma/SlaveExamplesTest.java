package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of a slave's transfers, by their numbers. */
class SlaveExamplesTest {
    private static final int CHANNEL = 1;

    private final Pc pc = Pc.upTo(0x1000_0000);
    private final Rig rig = Rig.ofExamples(pc);

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (7 * i + (i >> 8) + 1);
        }
        return bytes;
    }

    private byte[] contents(Mdl mdl) {
        byte[] bytes = new byte[mdl.byteCount()];
        for (int i = 0; i < bytes.length; i++) {
            int at = mdl.byteOffset() + i;
            bytes[i] = (byte) pc.load8((mdl.pfn(at >> 12) << 12) + (at & 0xFFF));
        }
        return bytes;
    }

    @Test
    @DisplayName("E1 an aligned buffer of 12 pages goes through 5 registers in 3 operations")
    void e1() {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x4000));
        assertEquals(5, slave.registers);
        assertEquals(List.of(20480, 20480, 8192), slave.split(rig.scattered(0, 49152, 0)));
        assertEquals(3, rig.dma.statistics().get(0).mapTransfers());
        assertEquals(20480, rig.dma.statistics().get(0).longestOperation());
        assertEquals(5, rig.dma.statistics().get(0).mapRegistersPeak());
    }

    @Test
    @DisplayName(
            "E2 an offset shortens the first operation, and a driver that forgets it is stopped")
    void e2() {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x4000));
        Mdl mdl = rig.scattered(0x800, 47104, 0);
        assertEquals(List.of(18432, 20480, 8192), slave.split(mdl));

        slave.take(5);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        BugCheck naive = assertThrows(BugCheck.class, () -> slave.map(mdl, va, 20480, true));
        assertEquals(Rule.NOT_FLUSHED.code(), naive.parameter(1));
        assertEquals(20480, naive.parameter(2));
        assertEquals(20480, naive.parameter(3));
    }

    @Test
    @DisplayName("E5 one page out of reach bounces them all, page by page")
    void e5() {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x2500));
        Mdl mdl = rig.buffer(0x300, 0x2500, 0x1234L, 0xF00AL, 0xFFFL);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        byte[] sent = pattern(0x2500);
        rig.mm.write(va, sent, 0, sent.length);
        slave.take(3);
        pc.copies.clear();

        assertEquals(0x2500, slave.map(mdl, va, 0x2500, true));
        List<String> in = List.of("50300<1234300+D00", "51000<F00A000+1000", "52000<FFF000+800");
        assertEquals(in, pc.copies);
        byte[] device = new byte[0x2500];
        pc.device(CHANNEL, device);
        assertArrayEquals(sent, device);
        pc.copies.clear();
        assertTrue(slave.flush(mdl, va, 0x2500, true));
        assertEquals(List.of(), pc.copies);

        slave.map(mdl, va, 0x2500, false);
        assertEquals(List.of(), pc.copies);
        byte[] received = new byte[0x2500];
        Arrays.fill(received, (byte) 0x5A);
        pc.device(CHANNEL, received);
        assertTrue(slave.flush(mdl, va, 0x2500, false));
        assertEquals(
                List.of("1234300<50300+D00", "F00A000<51000+1000", "FFF000<52000+800"), pc.copies);
        assertArrayEquals(received, contents(mdl));
        assertEquals(2 * 0x2500, rig.dma.statistics().get(0).bouncedBytes());
    }

    @Test
    @DisplayName("E6 a whole window is one operation only if the buffer begins a page")
    void e6() {
        Rig wide = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
        Rig.Slave bytes = wide.slave(Rig.on(CHANNEL).maximumLength(0x10000));
        assertEquals(16, bytes.registers);
        assertEquals(List.of(0x10000), bytes.split(wide.scattered(0, 0x10000, 0)));
        assertEquals(List.of(0xFE00, 0x200), bytes.split(wide.scattered(0x200, 0x10000, 0)));

        Rig.Slave words = wide.slave(Rig.on(5).maximumLength(0x20000));
        assertEquals(32, words.registers);
        assertEquals(List.of(0x20000), words.split(wide.scattered(0, 0x20000, 0)));
        assertEquals(List.of(0x1FE00, 0x200), words.split(wide.scattered(0x200, 0x20000, 0)));
    }

    @Test
    @DisplayName(
            "E13 a short read copies back what moved, or everything if the count cannot be trusted")
    void e13() {
        byte[] old = new byte[0x2000];
        Arrays.fill(old, (byte) 0xEE);
        byte[] received = pattern(0x1234);

        byte[] counted = shortRead(false, old, received);
        assertArrayEquals(received, Arrays.copyOf(counted, 0x1234));
        assertArrayEquals(
                Arrays.copyOfRange(old, 0x1234, 0x2000),
                Arrays.copyOfRange(counted, 0x1234, 0x2000));

        byte[] uncounted = shortRead(true, old, received);
        assertArrayEquals(Arrays.copyOf(received, 0x2000), uncounted);
    }

    private byte[] shortRead(boolean ignoreCount, byte[] old, byte[] received) {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x2000).ignoreCount(ignoreCount));
        Mdl mdl = rig.scattered(0, 0x2000, 0x100_0000);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        rig.mm.write(va, old, 0, old.length);
        slave.take(2).map(mdl, va, 0x2000, false);
        assertEquals(0x1234, pc.device(CHANNEL, received));
        assertEquals(0xDCC, slave.operations.readDmaCounter(slave.adapter));
        assertTrue(slave.flush(mdl, va, 0x2000, false));
        assertTrue(pc.masked(CHANNEL));
        slave.free();
        return contents(mdl);
    }

    @Test
    @DisplayName(
            "E14 an auto-initialized common buffer is mapped once and goes round until it is flushed")
    void e14() {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x2000).autoInitialize(true));
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        long va = slave.operations.allocateCommonBuffer(slave.adapter, 0x2000, logical, false);
        Mdl mdl = rig.mm.createMdl(va, 0x2000);
        rig.mm.buildMdlForNonPagedPool(mdl);
        slave.take(2);
        pc.writes.clear();
        assertEquals(0x2000, slave.map(mdl, va, 0x2000, false));
        assertTrue(pc.writes.contains("0B=55"), pc.writes::toString);
        assertEquals(List.of("03=FF", "03=1F"), pc.writes.subList(6, 8));

        assertEquals(0x2000, slave.operations.readDmaCounter(slave.adapter));
        byte[] first = pattern(0x1FFF);
        pc.device(CHANNEL, first);
        assertEquals(1, slave.operations.readDmaCounter(slave.adapter));
        pc.device(CHANNEL, new byte[] {0x11, 0x22});
        assertEquals(0x1FFF, slave.operations.readDmaCounter(slave.adapter));
        assertFalse(pc.masked(CHANNEL));
        assertEquals(0x22, pc.load8(logical.get()));
        assertEquals(0x11, pc.load8(logical.get() + 0x1FFF));

        assertTrue(slave.flush(mdl, va, 0x2000, false));
        assertTrue(pc.masked(CHANNEL));
        slave.free();
        slave.operations.freeCommonBuffer(slave.adapter, 0x2000, logical.get(), va, false);
        slave.operations.putDmaAdapter(slave.adapter);
        assertEquals(0, rig.dma.statistics().get(0).bouncedBytes());
    }

    @Test
    @DisplayName("E15 a register for each page touched, however little of it")
    void e15() {
        Rig.Slave slave = rig.slave(Rig.on(CHANNEL).maximumLength(0x2000));
        needs(slave, 0xFF0, 0x20, 2);
        needs(slave, 1, 0x1000, 2);
        needs(slave, 0, 0x1000, 1);
    }

    private void needs(Rig.Slave slave, int offset, int length, int registers) {
        Mdl mdl = rig.scattered(offset, length, 0);
        long va = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(registers);
        assertEquals(length, slave.map(mdl, va, length, true));
        slave.flush(mdl, va, length, true);
        slave.free();
        slave.take(registers - 1);
        assertThrows(BugCheck.class, () -> slave.map(mdl, va, length, true));
        slave.free();
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What a driver does wrong stops it, with a code and with words; the state behind it is consistent.
 */
class DmaViolationTest {
    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());
    private final Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(0x4000));
    private final Mdl mdl = rig.scattered(0x100, 0x3000, 0x100_0000);
    private final long va = rig.mm.getMdlVirtualAddress(mdl);

    private static BugCheck stops(Rule violation, Executable body) {
        BugCheck stop = assertThrows(BugCheck.class, body);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
        assertTrue(stop.getMessage().contains(violation.name()), stop.getMessage());
        return stop;
    }

    /** A whole operation works. */
    private void works() {
        slave.map(mdl, va, 0x3000, true);
        assertTrue(slave.flush(mdl, va, 0x3000, true));
        slave.free();
        slave.operations.putDmaAdapter(slave.adapter);
    }

    @Test
    void mappingWithoutTheChannel() {
        stops(Rule.WRONG_MAP_REGISTERS, () -> slave.map(mdl, va, 0x1000, true));
        slave.take(4);
        works();
    }

    @Test
    void mappingWithAnotherBase() {
        slave.take(4);
        long right = slave.base;
        slave.base = right + 16;
        stops(Rule.WRONG_MAP_REGISTERS, () -> slave.map(mdl, va, 0x1000, true));
        slave.base = right;
        works();
    }

    @Test
    void mappingOutsideTheMdl() {
        slave.take(4);
        BugCheck below = stops(Rule.OUTSIDE_MDL, () -> slave.map(mdl, va - 1, 2, true));
        assertEquals(1, below.parameter(2));
        BugCheck above = stops(Rule.OUTSIDE_MDL, () -> slave.map(mdl, va + 0x3000, 1, true));
        assertEquals(2, above.parameter(2));
        BugCheck over = stops(Rule.OUTSIDE_MDL, () -> slave.map(mdl, va, 0x3F01, true));
        assertEquals(3, over.parameter(2));
        BugCheck far = stops(Rule.OUTSIDE_MDL, () -> slave.map(mdl, va, -1, true));
        assertEquals(3, far.parameter(2));
        stops(Rule.ZERO_LENGTH, () -> slave.map(mdl, va, 0, true));
        works();
    }

    @Test
    void theRestOfTheLastPageIsTolerated() {
        slave.take(4);
        assertEquals(0x3F00, slave.map(mdl, va, 0x3F00, true));
        slave.flush(mdl, va, 0x3F00, true);
        works();
    }

    @Test
    void moreThanTheRegistersHold() {
        slave.take(3);
        BugCheck stop = stops(Rule.NOT_FLUSHED, () -> slave.map(mdl, va, 0x3000, true));
        assertEquals(0x3000, stop.parameter(2));
        assertEquals(0x3000, stop.parameter(3));
        slave.free();
        slave.take(4);
        works();
    }

    @Test
    void mappingAgainBeforeTheFlush() {
        slave.take(4);
        slave.map(mdl, va, 0x800, true);
        stops(Rule.NOT_FLUSHED, () -> slave.map(mdl, va + 0x800, 0x800, true));
        slave.flush(mdl, va, 0x800, true);
        works();
    }

    @Test
    void anUnlockedBuffer() {
        slave.take(4);
        rig.mm.unlockPages(mdl);
        stops(Rule.BUFFER_NOT_LOCKED, () -> slave.map(mdl, va, 0x1000, true));
    }

    @Test
    void oddBytesOnA16BitChannel() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x4000)).take(4);
        stops(Rule.ODD_ON_16_BIT_CHANNEL, () -> words.map(mdl, va + 1, 2, true));
        stops(Rule.ODD_ON_16_BIT_CHANNEL, () -> words.map(mdl, va, 3, true));
        assertEquals(2, words.map(mdl, va, 2, true));
    }

    @Test
    void flushingWhatIsNotMapped() {
        slave.take(4);
        stops(Rule.NOT_MAPPED, () -> slave.flush(mdl, va, 0x3000, true));
        works();
    }

    @Test
    void flushingOtherThanWasMapped() {
        slave.take(4);
        Mdl other = rig.mm.createMdl(va, 0x3000);
        slave.map(mdl, va + 0x10, 0x1000, true);
        stops(Rule.FLUSH_MISMATCH, () -> slave.flush(other, va + 0x10, 0x1000, true));
        stops(Rule.FLUSH_MISMATCH, () -> slave.flush(mdl, va, 0x1000, true));
        stops(Rule.FLUSH_MISMATCH, () -> slave.flush(mdl, va + 0x10, 0xFFF, true));
        stops(Rule.FLUSH_MISMATCH, () -> slave.flush(mdl, va + 0x10, 0x1000, false));
        slave.base += 16;
        stops(Rule.WRONG_MAP_REGISTERS, () -> slave.flush(mdl, va + 0x10, 0x1000, true));
        slave.base -= 16;
        assertTrue(slave.flush(mdl, va + 0x10, 0x1000, true));
        works();
    }

    @Test
    void freeingTheChannelTwiceOrNever() {
        stops(Rule.CHANNEL_NOT_ALLOCATED, slave::free);
        slave.take(1);
        stops(Rule.CHANNEL_LEFT, () -> slave.operations.putDmaAdapter(slave.adapter));
        slave.free();
        stops(Rule.CHANNEL_NOT_ALLOCATED, slave::free);
        slave.operations.putDmaAdapter(slave.adapter);
    }

    @Test
    void freeingTheChannelWhileItIsMapped() {
        slave.take(4);
        slave.map(mdl, va, 0x3000, false);
        stops(Rule.FREED_WHILE_MAPPED, slave::free);
        assertTrue(pc.masked(1), "the device would go on into somebody else's registers");
        works();
    }

    @Test
    void anOperationAfterAnAbandonedOneHasATerminalCountOfItsOwn() {
        slave.take(4).map(mdl, va, 0x3000, false);
        assertEquals(0x3000, pc.device(1, new byte[0x3000]));
        stops(Rule.FREED_WHILE_MAPPED, slave::free);
        slave.map(mdl, va, 0x3000, false);
        assertEquals(0x100, pc.device(1, new byte[0x100]));
        assertTrue(slave.flush(mdl, va, 0x3000, false));
        assertEquals(0x100, rig.dma.statistics().get(0).bouncedBytes());
    }

    @Test
    void freeingTheRegistersOfAKeptChannel() {
        slave.take(4);
        Executable free =
                () ->
                        rig.atDispatch(
                                () ->
                                        slave.operations.freeMapRegisters(
                                                slave.adapter, slave.base, 4));
        stops(Rule.WRONG_RELEASE, free);
        slave.base += 16;
        stops(Rule.MAP_REGISTERS_NOT_ALLOCATED, free);
        slave.base -= 16;
        works();
    }
}

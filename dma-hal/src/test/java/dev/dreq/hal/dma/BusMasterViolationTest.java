package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bus master's driver does wrong stops it; the state behind it is consistent. */
class BusMasterViolationTest {
    private final Rig rig = new Rig(Pc.upTo(0x1_9000_0000L), KernelOptions.defaults());
    private final Master gatherer = new Master(rig, Master.pci(true, 32, 0x4000));
    private final Master single = new Master(rig, Master.pci(false, 32, 0x4000));
    private final Mdl mdl = rig.buffer(0x100, 0x3000, 0x40000L, 0x40002L, 0x180000L, 0x40006L);
    private final long va = mdl.startVa() + 0x100;

    private static BugCheck stops(Rule violation, Executable body) {
        BugCheck stop = assertThrows(BugCheck.class, body);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
        assertTrue(stop.getMessage().contains(violation.name()), stop.getMessage());
        return stop;
    }

    /** A whole operation works, and nothing is left of what went before. */
    private void works(Master master) {
        master.mapAll(mdl, va, 0x3000, false);
        assertTrue(master.flush(mdl, va, 0x3000, false));
        master.freeRegisters();
        master.operations.putDmaAdapter(master.adapter);
    }

    @Test
    void aGathererThatMapsMorePagesThanItAllocatedRegisters() {
        gatherer.take(2);
        gatherer.mapAll(mdl, va, 0x1F00, true);
        BugCheck stop =
                stops(
                        Rule.OUT_OF_MAP_REGISTERS,
                        () -> gatherer.map(mdl, va + 0x1F00, 0x1100, true));
        assertEquals(2, stop.parameter(2));
        assertEquals(2, stop.parameter(3));
        assertEquals(0, stop.parameter(4));
        gatherer.flush(mdl, va, 0x1F00, true);
        gatherer.freeRegisters();
        gatherer.take(4);
        works(gatherer);
    }

    @Test
    void aGathererWithoutRegistersCannotMap() {
        gatherer.take(0, IoAllocationAction.KeepObject);
        assertEquals(0, gatherer.base);
        stops(Rule.OUT_OF_MAP_REGISTERS, () -> gatherer.map(mdl, va, 1, true));
        gatherer.freeChannel();
    }

    @Test
    void aSingleRangeOfMorePagesThanRegisters() {
        single.take(3);
        BugCheck stop = stops(Rule.NOT_FLUSHED, () -> single.map(mdl, va, 0x3000, true));
        assertEquals(0x3000, stop.parameter(2));
        assertEquals(0x3000, stop.parameter(3));
        single.map(mdl, va, 0x1F00, true);
        stop = stops(Rule.NOT_FLUSHED, () -> single.map(mdl, va + 0x1F00, 0x1100, true));
        assertEquals(0x3000, stop.parameter(2));
        single.flush(mdl, va, 0x1F00, true);
        single.freeRegisters();
        single.take(4);
        works(single);
    }

    @Test
    void aPageOutsideTheMachineCannotBeBouncedByWhoNeedsNoRegisters() {
        Rig small = new Rig(Pc.upTo(0x400_0000), KernelOptions.defaults());
        Master master = new Master(small, Master.pci(true, 32, 0x4000));
        Mdl foreign = small.scattered(0, 0x1000, 0);
        foreign.setPfn(0, 0x40_0000L);
        master.take(1);
        stops(Rule.OUT_OF_MAP_REGISTERS, () -> master.map(foreign, foreign.startVa(), 1, true));
    }

    @Test
    void flushingWhatIsNotMapped() {
        gatherer.take(4);
        stops(Rule.NOT_MAPPED, () -> gatherer.flush(mdl, va, 0x3000, false));
        works(gatherer);
    }

    @Test
    void flushingOtherThanWasMapped() {
        gatherer.take(3);
        gatherer.mapAll(mdl, va, 0x2000, false);
        Mdl other = rig.mm.createMdl(va, 0x3000);
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(other, va, 0x2000, false));
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(mdl, va + 1, 0x1FFF, false));
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(mdl, va, 0x1FFF, false));
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(mdl, va, 0x2001, false));
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(mdl, va, 0x2000, true));
        stops(Rule.FLUSH_MISMATCH, () -> gatherer.flush(mdl, va + 0x2000, 0x100, false));
        BugCheck over =
                stops(Rule.OUT_OF_MAP_REGISTERS, () -> gatherer.flush(mdl, va, 0x3000, false));
        assertEquals(1, over.parameter(2));
        gatherer.flush(mdl, va, 0x2000, false);
        gatherer.freeRegisters();
        gatherer.take(4);
        works(gatherer);
    }

    @Test
    void mappingAndFlushingOutsideTheMdl() {
        gatherer.take(4);
        assertEquals(
                1, stops(Rule.OUTSIDE_MDL, () -> gatherer.map(mdl, va - 1, 2, true)).parameter(2));
        assertEquals(
                2,
                stops(Rule.OUTSIDE_MDL, () -> gatherer.map(mdl, va + 0x3000, 1, true))
                        .parameter(2));
        assertEquals(
                3, stops(Rule.OUTSIDE_MDL, () -> gatherer.map(mdl, va, 0x3F01, true)).parameter(2));
        stops(Rule.OUTSIDE_MDL, () -> gatherer.flush(mdl, va - 1, 2, true));
        stops(Rule.ZERO_LENGTH, () -> gatherer.map(mdl, va, 0, true));
        works(gatherer);
    }

    @Test
    void mappingWithRegistersThatAreNotHeld() {
        gatherer.base = 0;
        stops(Rule.WRONG_MAP_REGISTERS, () -> gatherer.map(mdl, va, 1, true));
        gatherer.take(4);
        single.take(4);
        long own = gatherer.base;
        gatherer.base = single.base;
        stops(Rule.WRONG_MAP_REGISTERS, () -> gatherer.map(mdl, va, 1, true));
        gatherer.base = own;
        works(gatherer);
    }

    @Test
    void anUnlockedBuffer() {
        gatherer.take(4);
        rig.mm.unlockPages(mdl);
        stops(Rule.BUFFER_NOT_LOCKED, () -> gatherer.map(mdl, va, 0x1000, true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void freeingRegistersWhileMapped(boolean scatterGather) {
        Master master = scatterGather ? gatherer : single;
        master.take(4);
        master.mapAll(mdl, va, 0x3000, false);
        BugCheck stop = stops(Rule.FREED_WHILE_MAPPED, master::freeRegisters);
        assertEquals(master.base, stop.parameter(4));
        works(master);
    }

    @Test
    void freeingAChannelOrDeallocatingItWhileMapped() {
        gatherer.take(4, IoAllocationAction.KeepObject);
        gatherer.mapAll(mdl, va, 0x3000, false);
        stops(Rule.FREED_WHILE_MAPPED, gatherer::freeChannel);
        gatherer.freeChannel();
        stops(
                Rule.FREED_WHILE_MAPPED,
                () ->
                        rig.atDispatch(
                                () ->
                                        gatherer.operations.allocateAdapterChannel(
                                                gatherer.adapter,
                                                gatherer.device,
                                                4,
                                                (object, irp, base, context) -> {
                                                    gatherer.base = base;
                                                    gatherer.mapAll(mdl, va, 0x3000, true);
                                                    return IoAllocationAction.DeallocateObject;
                                                },
                                                null)));
    }

    @Test
    void theRoutineThatFreesMustFitTheAction() {
        gatherer.take(4);
        stops(Rule.WRONG_RELEASE, gatherer::freeChannel);
        gatherer.count = 3;
        stops(Rule.WRONG_REGISTER_COUNT, gatherer::freeRegisters);
        gatherer.count = 4;
        gatherer.freeRegisters();
        stops(Rule.MAP_REGISTERS_NOT_ALLOCATED, gatherer::freeRegisters);
        gatherer.take(4, IoAllocationAction.KeepObject);
        stops(Rule.WRONG_RELEASE, gatherer::freeRegisters);
        gatherer.freeChannel();
        gatherer.take(4);
        works(gatherer);
    }

    @Test
    void puttingAnAdapterThatHoldsRegisters() {
        gatherer.take(4);
        stops(Rule.MAP_REGISTERS_LEFT, () -> gatherer.operations.putDmaAdapter(gatherer.adapter));
        works(gatherer);
        stops(Rule.ADAPTER_RELEASED, () -> gatherer.take(1));
    }
}

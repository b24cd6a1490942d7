package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each routine asks of a cache that bus masters do not see. */
class CacheTest {
    private static final boolean READ = false;
    private static final boolean WRITE = true;
    private static final int MOST = 0x4000;

    /** Frames 200 and 201 are in a row; 1300 is above 16 MiB. */
    private static final Long[] FRAMES = {0x200L, 0x201L, 0x1300L};

    private static final int OFFSET = 0x400;
    private static final int BYTES = 0x2800;

    private final List<String> log = new ArrayList<>();
    private final Pc pc = cached(Pc.upTo(0x200_0000), log);
    private final Rig rig = Rig.ofExamples(pc);

    private static Pc cached(Pc pc, List<String> log) {
        pc.cache = log;
        return pc;
    }

    private Mdl buffer() {
        Mdl mdl = rig.buffer(OFFSET, BYTES, FRAMES);
        log.clear();
        return mdl;
    }

    /** Two MDLs of contiguous pages below 16 MiB. */
    private Mdl chain() {
        Mdl first = rig.buffer(0, 0x1000, 0x200L);
        first.setNext(rig.buffer(0, 0x800, 0x201L));
        log.clear();
        return first;
    }

    private long va(Mdl mdl) {
        return rig.mm.getMdlVirtualAddress(mdl);
    }

    @Test
    void whatAMasterReadsIsNotTouched() {
        Master master = new Master(rig, Master.isa(true, MOST)).take(4);
        Mdl mdl = buffer();
        master.mapAll(mdl, va(mdl), BYTES, WRITE);
        master.flush(mdl, va(mdl), BYTES, WRITE);
        master.putList(master.getList(mdl, va(mdl), BYTES, WRITE), WRITE);
        assertEquals(List.of(), log);
    }

    @Test
    void flushInvalidatesTheRunsThatAMasterWroteWhereTheyLie() {
        Master master = new Master(rig, Master.isa(true, MOST)).take(4);
        Mdl mdl = buffer();
        master.mapAll(mdl, va(mdl), BYTES, READ);
        assertEquals(List.of(), log);
        master.flush(mdl, va(mdl), BYTES, READ);
        assertEquals(List.of("invalidate 200400+C00", "invalidate 201000+1000"), log);
    }

    @Test
    void soDoesPutScatterGatherList() {
        Master master = new Master(rig, Master.isa(true, MOST));
        Mdl mdl = buffer();
        ScatterGatherList list = master.getList(mdl, va(mdl), BYTES, READ);
        assertEquals(List.of(), log);
        master.putList(list, READ);
        assertEquals(List.of("invalidate 200400+C00", "invalidate 201000+1000"), log);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListGoesAlongItsChain(boolean scatterGather) {
        Master master = new Master(rig, Master.isa(scatterGather, MOST));
        Mdl first = chain();
        master.putList(master.getList(first, va(first), 0x1700, READ), READ);
        assertEquals(List.of("invalidate 200000+1000", "invalidate 201000+700"), log);
    }

    @Test
    void aMasterThatIsBouncedAsAWholeInvalidatesNothing() {
        Master master = new Master(rig, Master.isa(false, MOST)).take(4);
        Mdl mdl = buffer();
        master.mapAll(mdl, va(mdl), BYTES, READ);
        master.flush(mdl, va(mdl), BYTES, READ);
        master.freeRegisters();
        master.putList(master.getList(mdl, va(mdl), BYTES, READ), READ);
        assertEquals(List.of(), log);
    }

    @Test
    void aMasterWithOneRangeInvalidatesIt() {
        Master master = new Master(rig, Master.isa(false, MOST)).take(4);
        Mdl mdl = buffer();
        master.map(mdl, va(mdl), 0x1800, READ);
        master.flush(mdl, va(mdl), 0x1800, READ);
        assertEquals(List.of("invalidate 200400+C00", "invalidate 201000+C00"), log);
    }

    @Test
    void aSlaveInvalidatesWhatItWroteWhereItLies() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(MOST)).take(3);
        Mdl mdl = buffer();
        slave.map(mdl, va(mdl), 0x1800, READ);
        assertEquals(List.of(), log);
        slave.flush(mdl, va(mdl), 0x1800, READ);
        assertEquals(List.of("invalidate 200400+C00", "invalidate 201000+C00"), log);
    }

    @ParameterizedTest
    @ValueSource(booleans = {READ, WRITE})
    void aSlaveInvalidatesNothingElse(boolean writeToDevice) {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(MOST)).take(3);
        Mdl mdl = buffer();
        int bytes = writeToDevice ? 0x1800 : BYTES;
        slave.map(mdl, va(mdl), bytes, writeToDevice);
        slave.flush(mdl, va(mdl), bytes, writeToDevice);
        assertEquals(List.of(), log);
    }

    @Test
    void aSlavesListGoesAlongItsChain() {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(MOST));
        Mdl first = chain();
        for (boolean writeToDevice : new boolean[] {WRITE, READ}) {
            rig.atDispatch(
                    () ->
                            slave.operations.getScatterGatherList(
                                    slave.adapter,
                                    slave.device,
                                    first,
                                    va(first),
                                    0x1700,
                                    (device, irp, list, context) ->
                                            slave.operations.putScatterGatherList(
                                                    slave.adapter, list, writeToDevice),
                                    null,
                                    writeToDevice));
        }
        assertEquals(List.of("invalidate 200000+1000", "invalidate 201000+700"), log);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commonBuffersAreNotCachedWhateverIsAsked(boolean cacheEnabled) {
        Rig.Slave slave = rig.slave(Rig.on(1).maximumLength(MOST));
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        log.clear();
        long va =
                slave.operations.allocateCommonBuffer(slave.adapter, 0x1001, logical, cacheEnabled);
        String range = "%X+2000".formatted(logical.get());
        assertEquals(List.of("uncached " + range), log);
        slave.operations.freeCommonBuffer(slave.adapter, 0x1001, logical.get(), va, cacheEnabled);
        assertEquals(List.of("uncached " + range, "cached " + range), log);
    }

    @Test
    void mapRegistersAreNotCached() {
        List<String> calls = new ArrayList<>();
        KernelOptions options = KernelOptions.defaults().withDmaMapRegisterPool(8);
        Rig cached = new Rig(cached(Pc.upTo(0x200_0000), calls), options);
        assertEquals("uncached 20000+20000", calls.get(calls.size() - 1));
        new Master(cached, Master.pci(false, 32, 2 * Pages.PAGE_SIZE));
        assertEquals("uncached 1000000+8000", calls.get(calls.size() - 1));
    }
}

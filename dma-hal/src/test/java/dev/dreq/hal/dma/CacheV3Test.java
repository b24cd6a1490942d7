package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What version 3 asks of a cache that bus masters do not see: its drivers call no KeFlushIoBuffers.
 */
class CacheV3Test {
    private final List<String> log = new ArrayList<>();
    private final Pc pc = cached(Pc.upTo(0x200_0000), log);
    private final Rig rig = new Rig(pc, KernelOptions.defaults());
    private final DriverV3 master = new DriverV3(rig, DriverV3.pci(true, 32, 0x4000));
    private final DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x4000));

    private static Pc cached(Pc pc, List<String> log) {
        pc.cache = log;
        return pc;
    }

    /** Two MDLs of contiguous pages below 16 MiB. */
    private Mdl chain() {
        Mdl first = rig.buffer(0x800, 0x800, 0x200L);
        first.setNext(rig.buffer(0, 0x800, 0x201L));
        log.clear();
        return first;
    }

    @Test
    void mapTransferExCleansWhatTheDeviceReads() {
        Mdl mdl = chain();
        for (DriverV3 driver : List.of(master, slave)) {
            driver.take(2);
            log.clear();
            Pulong length = rig.mm.newUlong(0xC00);
            assertEquals(NtStatus.STATUS_SUCCESS, driver.map(mdl, 0x200, length, true));
            assertEquals(List.of("clean 200A00+600", "clean 201000+600"), log);
            driver.flush(mdl, 0x200, 0xC00, true);
            assertEquals(2, log.size(), "nothing comes back");
        }
    }

    @Test
    void flushAdapterBuffersExInvalidatesWhatTheDeviceWrote() {
        Mdl mdl = chain();
        for (DriverV3 driver : List.of(master, slave)) {
            driver.take(2);
            Pulong length = rig.mm.newUlong(0xC00);
            assertEquals(NtStatus.STATUS_SUCCESS, driver.map(mdl, 0x200, length, false));
            log.clear();
            driver.flush(mdl, 0x200, 0xC00, false);
            assertEquals(List.of("invalidate 200A00+600", "invalidate 201000+600"), log);
        }
    }

    @Test
    void aListIsCleanedWhenItIsAskedFor() {
        Mdl mdl = chain();
        master.ready();
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                master.operations.getScatterGatherListEx(
                        master.adapter,
                        master.device,
                        master.context,
                        mdl,
                        0x200,
                        0x10,
                        0,
                        (device, irp, list, context) -> {},
                        null,
                        true,
                        null,
                        null,
                        null));
        assertEquals(List.of("clean 200A00+10"), log);
    }

    @Test
    void aCommonBufferIsCachedIfThatIsAskedFor() {
        PphysicalAddress logical = rig.dma.newPhysicalAddress();
        log.clear();
        assertNotEquals(
                0,
                master.operations.allocateCommonBufferEx(
                        master.adapter, null, 0x1000, logical, true, 0));
        assertEquals(List.of(), log);
        assertNotEquals(
                0,
                master.operations.allocateCommonBufferEx(
                        master.adapter, null, 0x1000, logical, false, 0));
        assertEquals(List.of("uncached %X+1000".formatted(logical.get())), log);
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large scatter/gather lists are, and what there are none of. */
class ScatterGatherListErrorsTest {
    private static final DriverListControl IGNORE = (device, irp, list, context) -> {};

    private final Rig rig = new Rig(Pc.upTo(0x1_9000_0000L), KernelOptions.defaults());
    private final Master master = new Master(rig, Master.pci(true, 32, 0x4000));
    private final Mdl mdl = rig.buffer(0x100, 0x3000, 0x180000L, 0x40000L, 0x40001L, 0x40003L);
    private final long va = mdl.startVa() + 0x100;
    private final Pulong size = rig.mm.newUlong(77);
    private final Pulong mapRegisters = rig.mm.newUlong(77);

    private static BugCheck stops(Rule violation, Executable body) {
        BugCheck stop = assertThrows(BugCheck.class, body);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
        return stop;
    }

    private NtStatus build(Mdl buffer, long from, int length, long at, int bytes) {
        NtStatus[] status = new NtStatus[1];
        rig.atDispatch(
                () ->
                        status[0] =
                                master.operations.buildScatterGatherList(
                                        master.adapter,
                                        master.device,
                                        buffer,
                                        from,
                                        length,
                                        (device, irp, list, context) -> {
                                            assertEquals(at, list.address());
                                            master.operations.putScatterGatherList(
                                                    master.adapter, list, true);
                                        },
                                        null,
                                        true,
                                        at,
                                        bytes));
        return status[0];
    }

    @Test
    void moreThanTheChainIsTooSmallABuffer() {
        Mdl tail = rig.buffer(0, 0x80, 0x90000L);
        assertEquals(
                NtStatus.STATUS_BUFFER_TOO_SMALL, master.getList(mdl, va, 0x3001, true, IGNORE));
        assertEquals(
                NtStatus.STATUS_BUFFER_TOO_SMALL,
                master.getList(mdl, va + 0x10, 0x3000, true, IGNORE));
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, master.getList(mdl, va, -1, true, IGNORE));
        mdl.setNext(tail);
        assertEquals(NtStatus.STATUS_SUCCESS, master.getList(mdl, va, 0x3080, true, IGNORE));
        assertEquals(
                NtStatus.STATUS_BUFFER_TOO_SMALL, master.getList(mdl, va, 0x3081, true, IGNORE));
        assertEquals(
                NtStatus.STATUS_BUFFER_TOO_SMALL,
                master.operations.calculateScatterGatherList(
                        master.adapter, mdl, va, 0x3081, size, mapRegisters));
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, build(mdl, va, 0x3081, 0x5000, 0x1000));
        assertEquals(77, size.get(), "a failure leaves the OUT number alone");
    }

    @Test
    void morePagesThanTheAdapterHasRegistersNeverFit() {
        assertEquals(5, master.registers);
        Mdl tail = rig.buffer(0xFF0, 0x20, 0x90000L, 0x90001L);
        mdl.setNext(tail);
        assertEquals(NtStatus.STATUS_SUCCESS, master.getList(mdl, va, 0x3010, true, IGNORE));
        NtStatus shortage = NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        assertEquals(shortage, master.getList(mdl, va, 0x3011, true, IGNORE));
        assertEquals(shortage, build(mdl, va, 0x3011, 0x5000, 0x1000));
        assertEquals(
                shortage,
                master.operations.calculateScatterGatherList(
                        master.adapter, mdl, va, 0x3011, size, null));
        assertEquals(
                shortage,
                master.operations.calculateScatterGatherList(
                        master.adapter, null, 0xFFF, 0x4002, size, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 0x1000, 1", "0xFF0, 0x20, 2", "1, 0x1000, 2", "0, 0x5000, 5", "0, 1, 1"})
    void withoutAnMdlTheWorstCaseIsCalculated(long offset, int length, int pages) {
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                master.operations.calculateScatterGatherList(
                        master.adapter, null, 0x70000 + offset, length, size, mapRegisters));
        assertEquals(16 + 24 * pages, size.get());
        assertEquals(pages, mapRegisters.get());
        Master single = new Master(rig, Master.pci(false, 32, 0x4000));
        single.operations.calculateScatterGatherList(
                single.adapter, null, offset, length, size, null);
        assertEquals(16 + 24, size.get());
    }

    @Test
    void withAnMdlItsRunsAreCounted() {
        master.operations.calculateScatterGatherList(
                master.adapter, mdl, va, 0x3000, size, mapRegisters);
        assertEquals(16 + 24 * 3, size.get());
        assertEquals(4, mapRegisters.get());
    }

    @Test
    void aBuiltListLiesInTheCallersMemoryIfThatIsLargeEnough() {
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, build(mdl, va, 0x3000, 0x5000, 16 + 71));
        assertEquals(NtStatus.STATUS_SUCCESS, build(mdl, va, 0x3000, 0x5000, 16 + 72));
    }

    @Test
    void listsAreForLockedBuffersFromInsideThem() {
        stops(Rule.LIST_OUTSIDE_MDL, () -> master.getList(mdl, va - 1, 1, true));
        stops(Rule.LIST_OUTSIDE_MDL, () -> master.getList(mdl, va + 0x3000, 1, true));
        stops(Rule.ZERO_LENGTH, () -> master.getList(mdl, va, 0, true));
        Mdl tail = rig.mm.createMdl(0x10000, 0x10);
        mdl.setNext(tail);
        stops(Rule.BUFFER_NOT_LOCKED, () -> master.getList(mdl, va, 0x3010, true));
        mdl.setNext(null);
        rig.mm.unlockPages(mdl);
        stops(Rule.BUFFER_NOT_LOCKED, () -> master.getList(mdl, va, 0x10, true));
    }

    @Test
    void aListIsPutOnceWhereItCameFromAndInItsDirection() {
        ScatterGatherList list = master.getList(mdl, va, 0x3000, false);
        Master other = new Master(rig, Master.pci(true, 32, 0x4000));
        stops(Rule.LIST_NOT_ALLOCATED, () -> other.putList(list, false));
        stops(Rule.FLUSH_MISMATCH, () -> master.putList(list, true));
        BugCheck left =
                stops(Rule.LISTS_LEFT, () -> master.operations.putDmaAdapter(master.adapter));
        assertEquals(1, left.parameter(3));
        master.putList(list, false);
        stops(Rule.LIST_NOT_ALLOCATED, () -> master.putList(list, false));
        master.operations.putDmaAdapter(master.adapter);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theShorterTableHasNoCalculateBuildAndBuildMdl(int version) {
        Master old = new Master(rig, Master.pci(true, 32, 0x4000).version(version));
        ScatterGatherList list = old.getList(mdl, va, 0x3000, true);
        List<Executable> calls =
                List.of(
                        () ->
                                old.operations.calculateScatterGatherList(
                                        old.adapter, mdl, va, 1, size, null),
                        () ->
                                old.operations.buildScatterGatherList(
                                        old.adapter,
                                        old.device,
                                        mdl,
                                        va,
                                        1,
                                        IGNORE,
                                        null,
                                        true,
                                        0x5000,
                                        0x1000),
                        () ->
                                old.operations.buildMdlFromScatterGatherList(
                                        old.adapter, list, mdl, rig.dma.newMdlPointer()));
        for (Executable call : calls) {
            BugCheck stop = assertThrows(BugCheck.class, call);
            assertEquals(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, stop.code());
            assertEquals(0xC0000005, (int) stop.parameter(1));
        }
        old.putList(list, true);
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Where one mistake could be called by several rules, one is right. */
class VerifierPrecedenceTest {
    private final VerifierDesk desk = new VerifierDesk(VerifierMode.STOP);

    private static void breaks(Rule rule, Executable call) {
        VerifierStop stop = assertThrows(VerifierStop.class, call);
        assertEquals(rule, stop.violation().rule(), stop.getMessage());
    }

    private static NtStatus allocateTooMany(VerifierDesk desk) {
        NtStatus[] status = new NtStatus[1];
        desk.atDispatch(
                () ->
                        status[0] =
                                desk.slave.operations.allocateAdapterChannel(
                                        desk.slave.adapter,
                                        desk.slave.device,
                                        6,
                                        desk.slave.keep(),
                                        null));
        return status[0];
    }

    private static NtStatus getTooLong(VerifierDesk desk) {
        return desk.master.getList(desk.mdl, desk.va, 0x4000, true, (d, i, l, c) -> {});
    }

    @Test
    void aDocumentedStatusIsARuleOnlyWhileTheKernelVerifies() {
        VerifierDesk off = new VerifierDesk(VerifierMode.OFF);
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, allocateTooMany(off));
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, getTooLong(off));
        VerifierDesk report = new VerifierDesk(VerifierMode.REPORT);
        assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, allocateTooMany(report));
        assertEquals(NtStatus.STATUS_BUFFER_TOO_SMALL, getTooLong(report));
        breaks(Rule.TOO_MANY_MAP_REGISTERS, () -> allocateTooMany(desk));
        breaks(Rule.MDL_CHAIN_TOO_SHORT, () -> getTooLong(desk));
    }

    @Test
    void nothingHeldIsTheSurplusAndHeldOtherwiseIsTheMismatch() {
        breaks(Rule.CHANNEL_NOT_ALLOCATED, desk.master::freeChannel);
        desk.master.take(2);
        breaks(Rule.WRONG_RELEASE, desk.master::freeChannel);
        desk.master.count = 1;
        breaks(Rule.WRONG_REGISTER_COUNT, desk.master::freeRegisters);
        desk.master.base += 0x770;
        breaks(Rule.MAP_REGISTERS_NOT_ALLOCATED, desk.master::freeRegisters);
    }

    @Test
    void anAddressOutsideIsOneRuleForTransfersAndAnotherForLists() {
        desk.slave.take(4);
        breaks(Rule.OUTSIDE_MDL, () -> desk.slave.map(desk.mdl, desk.va - 1, 1, true));
        breaks(Rule.OUTSIDE_MDL, () -> desk.slave.flush(desk.mdl, desk.va - 1, 1, true));
        breaks(Rule.LIST_OUTSIDE_MDL, () -> desk.master.getList(desk.mdl, desk.va - 1, 1, true));
    }

    @Test
    void oneAdapterTwiceIsNotOneDeviceObjectTwice() {
        DeviceObject device = VerifierDesk.device("both");
        Master other = desk.newMaster();
        desk.master.take(1, device, IoAllocationAction.KeepObject);
        breaks(
                Rule.CHANNEL_ALLOCATED_TWICE,
                () -> desk.master.take(1, device, IoAllocationAction.KeepObject));
        other.take(1, device, IoAllocationAction.KeepObject);
        assertEquals(1, desk.kernel.verifier().violations().size());
    }

    @Test
    void aFlushOfWhatIsNotMappedAndOneOfAnotherBaseAndOneOfAnotherLength() {
        desk.mapMaster(true);
        long first = desk.master.base;
        desk.master.take(1);
        Mdl elsewhere = desk.rig.scattered(0, 0x1000, 0x100_0000);
        long va = desk.rig.mm.getMdlVirtualAddress(elsewhere);
        breaks(Rule.NOT_MAPPED, () -> desk.master.flush(elsewhere, va, 0x1000, true));
        breaks(Rule.WRONG_MAP_REGISTERS, () -> desk.master.flush(desk.mdl, desk.va, 0x3000, true));
        desk.master.base = first;
        breaks(Rule.FLUSH_MISMATCH, () -> desk.master.flush(desk.mdl, desk.va, 0x2F01, true));
    }

    @Test
    void aWrongIrqlComesBeforeEverythingElse() {
        breaks(
                Rule.WRONG_IRQL,
                () -> desk.slave.operations.freeMapRegisters(desk.slave.adapter, 7, 7));
        desk.slave.operations.putDmaAdapter(desk.slave.adapter);
        breaks(Rule.ADAPTER_RELEASED, desk.slave::free);
    }
}

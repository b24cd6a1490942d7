package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults of MapTransfer, of FlushAdapterBuffers and of what may happen between them. */
final class MappingFaults {
    private MappingFaults() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        Rule.NOT_FLUSHED,
                        "mapped again before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x800, true),
                                    0x3800L,
                                    0x4000L);
                        }),
                new Case(
                        Rule.BUFFER_NOT_LOCKED,
                        "unlocked before it is mapped",
                        desk -> {
                            desk.slave.take(4);
                            desk.rig.mm.unlockPages(desk.mdl);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x1000, true),
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.NOT_MAPPED,
                        "flushed twice",
                        desk -> {
                            desk.mapSlave(true);
                            desk.slave.flush(desk.mdl, desk.va, 0x3000, true);
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x3000, true),
                                    desk.va);
                        }),
                new Case(
                        Rule.NOT_MAPPED,
                        "flushed with a base of nobody's",
                        desk -> {
                            desk.slave.take(1).base += 0x7770;
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x100, true),
                                    desk.va);
                        }),
                new Case(
                        Rule.MAPPED_TWICE,
                        "two devices write one buffer",
                        desk -> {
                            desk.mapMaster(false);
                            Master other = desk.newMaster().take(4);
                            return fault(
                                    () -> other.map(desk.mdl, desk.va + 0x10, 0x20, false),
                                    desk.va + 0x10,
                                    desk.va + 0x2F,
                                    desk.va);
                        }),
                new Case(
                        Rule.OUTSIDE_MDL,
                        "below",
                        desk -> {
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va - 1, 2, true),
                                    1L,
                                    desk.va - 1,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.OUTSIDE_MDL,
                        "above",
                        desk -> {
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va + 0x3000, 2, true),
                                    2L,
                                    desk.va + 0x3000,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.OUTSIDE_MDL,
                        "into another page",
                        desk -> {
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3F01, true),
                                    3L,
                                    desk.mdl.address(),
                                    0x3F01L);
                        }),
                new Case(
                        Rule.OUTSIDE_MDL,
                        "a start that is not aligned",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va + 8, 0x10, false),
                                    4L,
                                    desk.va + 8,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.OUTSIDE_MDL,
                        "a length that is not aligned",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x18, false),
                                    5L,
                                    0x18L,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.WRONG_MAP_REGISTERS,
                        "mapped through one base, flushed with another",
                        desk -> {
                            desk.mapMaster(true);
                            desk.master.take(1);
                            return fault(
                                    () -> desk.master.flush(desk.mdl, desk.va, 0x3000, true),
                                    desk.master.base,
                                    desk.va,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.WRONG_MAP_REGISTERS,
                        "a base of nobody's",
                        desk -> {
                            long wrong = desk.slave.take(4).base + 0x7770;
                            desk.slave.base = wrong;
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3000, true),
                                    wrong,
                                    desk.va,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.ZERO_LENGTH,
                        "nothing to map",
                        desk -> {
                            desk.slave.take(1);
                            return fault(() -> desk.slave.map(desk.mdl, desk.va, 0, true));
                        }),
                new Case(
                        Rule.NO_SYSTEM_ADDRESS,
                        "pages without any address",
                        desk -> {
                            Mdl pages =
                                    desk.kernel
                                            .mm()
                                            .allocatePagesForMdl(0x200_0000, 0x3FF_FFFF, 0, 0x1000);
                            desk.flushed(pages);
                            desk.slave.take(1);
                            return fault(
                                    () -> desk.slave.map(pages, 0, 0x1000, true), pages.address());
                        }),
                new Case(
                        Rule.FLUSH_MISMATCH,
                        "another length",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x2FFF, true),
                                    desk.va,
                                    0x2FFFL,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.REGISTER_MAPPED_TWICE,
                        "CurrentVa is not advanced",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.take(4).map(desk.mdl, desk.va, 0x100, true);
                            return fault(
                                    () -> desk.master.map(desk.mdl, desk.va, 0x100, true),
                                    desk.va,
                                    desk.va + 0xFF,
                                    desk.va);
                        }),
                new Case(
                        Rule.NO_KE_FLUSH_IO_BUFFERS,
                        "never",
                        desk -> {
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3000, true),
                                    desk.mdl.address(),
                                    desk.va);
                        }),
                new Case(
                        Rule.NO_KE_FLUSH_IO_BUFFERS,
                        "for the other direction",
                        desk -> {
                            desk.kernel.ke().flushIoBuffers(desk.mdl, true, true);
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3000, true),
                                    desk.mdl.address(),
                                    desk.va);
                        }),
                new Case(
                        Rule.NO_KE_FLUSH_IO_BUFFERS,
                        "stored to since",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.kernel.mm().write(desk.va + 0x2000, new byte[1], 0, 1);
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3000, false),
                                    desk.mdl.address(),
                                    desk.va);
                        }),
                new Case(
                        Rule.CPU_ACCESS_WHILE_MAPPED,
                        "a load of what the device writes",
                        desk -> {
                            desk.mapSlave(false);
                            return fault(
                                    () -> desk.kernel.mm().read(desk.va, new byte[8], 0, 8),
                                    desk.kernel.mm().getPhysicalAddress(desk.va),
                                    8L,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.CPU_ACCESS_WHILE_MAPPED,
                        "a store to what the device reads",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    () -> desk.kernel.mm().fill(desk.va, 4, 0),
                                    desk.kernel.mm().getPhysicalAddress(desk.va),
                                    4L,
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.MDL_CHANGED,
                        "unlocked before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            desk.rig.mm.unlockPages(desk.mdl);
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x3000, true),
                                    desk.mdl.address());
                        }),
                new Case(
                        Rule.LENGTH_ALIASED,
                        "Length in the stack location",
                        desk -> {
                            Irp irp = desk.kernel.io().allocateIrp(1);
                            Pulong length = mock(Pulong.class);
                            long address = irp.stackLocation(1).address() + 8;
                            when(length.address()).thenReturn(address);
                            when(length.get()).thenReturn(0x100);
                            desk.flushed(desk.mdl);
                            desk.master.take(
                                    1,
                                    Rig.device("with an IRP", irp),
                                    IoAllocationAction.DeallocateObjectKeepRegisters);
                            return fault(
                                    () ->
                                            desk.atDispatch(
                                                    () ->
                                                            desk.master.operations.mapTransfer(
                                                                    desk.master.adapter,
                                                                    desk.mdl,
                                                                    desk.master.base,
                                                                    desk.va,
                                                                    length,
                                                                    true)),
                                    address,
                                    irp.address());
                        }),
                new Case(
                        Rule.CHANNEL_REPROGRAMMED,
                        "a driver masks the channel itself",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    () -> desk.kernel.hardware().writePortUchar(0x0A, 5),
                                    1L,
                                    0x0AL,
                                    desk.slave.adapter.address());
                        }),
                new Case(
                        Rule.WRONG_LOCK_OPERATION,
                        "locked for reading",
                        desk -> {
                            long va =
                                    desk.rig.mm.allocateVirtualMemory(
                                            0x1000, Placement.scattered());
                            Mdl readable = desk.rig.mm.createMdl(va, 0x1000);
                            desk.rig.mm.probeAndLockPages(
                                    readable, AccessMode.KernelMode, LockOperation.IoReadAccess);
                            desk.flushed(readable);
                            desk.slave.take(1);
                            return fault(
                                    () -> desk.slave.map(readable, va, 0x1000, false),
                                    readable.address());
                        }),
                new Case(
                        Rule.ADAPTER_CHANGED,
                        "the base of another adapter",
                        desk -> {
                            desk.master.take(2);
                            Master other = desk.newMaster();
                            other.base = desk.master.base;
                            return fault(
                                    () -> other.map(desk.mdl, desk.va, 0x100, true),
                                    other.adapter.address(),
                                    desk.master.adapter.address(),
                                    desk.master.base);
                        }),
                new Case(
                        Rule.ODD_ON_16_BIT_CHANNEL,
                        "an odd length",
                        desk -> {
                            Rig.Slave words = desk.rig.slave(Rig.on(5).maximumLength(0x1000));
                            desk.flushed(desk.mdl);
                            words.take(1);
                            return fault(() -> words.map(desk.mdl, desk.va, 3, true), desk.va, 3L);
                        }));
    }
}

package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.dma.VerifierDesk.SetUp;
import dev.dreq.hal.io.BusDevice;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.List;

/** A fault for every rule, at the level of calls; {@code null} for parameters that are internal. */
final class VerifierFaults {
    private VerifierFaults() {}

    private static Case of(Rule rule, String name, SetUp setUp) {
        return new Case(rule, name, setUp);
    }

    static List<Case> ofRegistersAndChannels() {
        return List.of(
                of(
                        Rule.OUT_OF_MAP_REGISTERS,
                        "a flush longer than the registers",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.take(2).map(desk.mdl, desk.va, 0x100, true);
                            return fault(
                                    () -> desk.master.flush(desk.mdl, desk.va, 0x3000, true),
                                    1L,
                                    0x1F00L,
                                    0x3000L);
                        }),
                of(
                        Rule.OUT_OF_MAP_REGISTERS,
                        "no register left for a run",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.take(1).map(desk.mdl, desk.va, 0xF00, true);
                            return fault(
                                    () -> desk.master.map(desk.mdl, desk.va + 0xF00, 0x1000, true),
                                    2L,
                                    1L,
                                    0L);
                        }),
                of(
                        Rule.CHANNEL_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            desk.slave.take(1).free();
                            return fault(desk.slave::free, 1L);
                        }),
                of(
                        Rule.MAP_REGISTERS_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            desk.master.take(3).freeRegisters();
                            return fault(desk.master::freeRegisters, 3L, desk.master.base);
                        }),
                of(
                        Rule.CHANNEL_LEFT,
                        "put with the channel held",
                        desk -> {
                            desk.slave.take(1);
                            return fault(
                                    () -> desk.slave.operations.putDmaAdapter(desk.slave.adapter),
                                    desk.slave.adapter.address(),
                                    1L);
                        }),
                of(
                        Rule.MAP_REGISTERS_LEFT,
                        "put with registers held",
                        desk -> {
                            desk.master.take(2);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                of(
                        Rule.CHANNEL_ALLOCATED_TWICE,
                        "the holder asks again",
                        desk -> {
                            desk.slave.take(1);
                            return fault(() -> desk.slave.take(1), 1L);
                        }),
                of(
                        Rule.CHANNEL_ALLOCATED_TWICE,
                        "inside AdapterControl",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () ->
                                                                desk.slave.operations
                                                                        .allocateAdapterChannel(
                                                                                desk.slave.adapter,
                                                                                VerifierDesk.device(
                                                                                        "other"),
                                                                                1,
                                                                                desk.slave.keep(),
                                                                                null)),
                                        1L)),
                of(
                        Rule.TOO_MANY_MAP_REGISTERS,
                        "more than granted",
                        desk ->
                                fault(
                                        () ->
                                                desk.atDispatch(
                                                        () ->
                                                                desk.slave.operations
                                                                        .allocateAdapterChannel(
                                                                                desk.slave.adapter,
                                                                                desk.slave.device,
                                                                                6,
                                                                                desk.slave.keep(),
                                                                                null)),
                                        6L,
                                        5L)),
                of(
                        Rule.TOO_MANY_MAP_REGISTERS,
                        "a list of more pages than granted",
                        desk -> {
                            Mdl large = desk.flushed(desk.rig.scattered(0, 0x6000, 0x100_0000));
                            long va = desk.rig.mm.getMdlVirtualAddress(large);
                            return fault(
                                    () ->
                                            desk.master.getList(
                                                    large, va, 0x6000, true, (d, i, l, c) -> {}),
                                    6L,
                                    5L);
                        }),
                of(
                        Rule.TOO_MANY_MAP_REGISTERS_HELD,
                        "a second set for the same device object",
                        desk -> {
                            desk.master.take(3);
                            return fault(() -> desk.master.take(3), 6L, 5L);
                        }),
                of(
                        Rule.FREED_WHILE_MAPPED,
                        "the channel before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    desk.slave::free,
                                    1L,
                                    desk.slave.adapter.address(),
                                    desk.slave.base);
                        }),
                of(
                        Rule.WRONG_ACTION,
                        "a slave gives its channel up",
                        desk ->
                                fault(
                                        () ->
                                                desk.control(
                                                        (d, i, b, c) ->
                                                                IoAllocationAction
                                                                        .DeallocateObjectKeepRegisters,
                                                        null),
                                        3L,
                                        desk.slave.adapter.address())),
                of(
                        Rule.WRONG_RELEASE,
                        "FreeMapRegisters after KeepObject",
                        desk -> {
                            desk.master.take(2, IoAllocationAction.KeepObject);
                            return fault(
                                    desk.master::freeRegisters,
                                    desk.master.base,
                                    2L,
                                    desk.master.adapter.address());
                        }),
                of(
                        Rule.WRONG_RELEASE,
                        "FreeAdapterChannel after DeallocateObjectKeepRegisters",
                        desk -> {
                            desk.master.take(2);
                            return fault(
                                    desk.master::freeChannel,
                                    desk.master.base,
                                    2L,
                                    desk.master.adapter.address());
                        }),
                of(
                        Rule.WRONG_REGISTER_COUNT,
                        "one too few",
                        desk -> {
                            desk.master.take(3).count = 2;
                            return fault(desk.master::freeRegisters, desk.master.base, 2L, 3L);
                        }),
                of(
                        Rule.WAIT_BLOCK_IN_USE,
                        "one device object, two adapters",
                        desk -> {
                            Rig.Slave other = desk.rig.slave(Rig.on(1).maximumLength(0x1000));
                            other.take(1);
                            desk.slave.take(1);
                            Rig.Slave third = desk.rig.slave(Rig.on(2).maximumLength(0x1000));
                            return fault(
                                    () ->
                                            desk.atDispatch(
                                                    () ->
                                                            third.operations.allocateAdapterChannel(
                                                                    third.adapter,
                                                                    desk.slave.device,
                                                                    1,
                                                                    third.keep(),
                                                                    null)),
                                    desk.slave.device.address());
                        }),
                of(
                        Rule.PAGEABLE_CONTEXT,
                        "paged pool",
                        desk -> {
                            long context =
                                    desk.kernel.mm().allocatePool(PoolType.PagedPool, 64, "ctx ");
                            return fault(
                                    () ->
                                            desk.control(
                                                    (d, i, b, c) -> IoAllocationAction.KeepObject,
                                                    context),
                                    context);
                        }));
    }

    static List<Case> ofMappings() {
        return List.of(
                of(
                        Rule.NOT_FLUSHED,
                        "mapped again before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x800, true),
                                    0x3800L,
                                    0x4000L);
                        }),
                of(
                        Rule.BUFFER_NOT_LOCKED,
                        "unlocked before it is mapped",
                        desk -> {
                            desk.slave.take(4);
                            desk.rig.mm.unlockPages(desk.mdl);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x1000, true),
                                    desk.mdl.address());
                        }),
                of(
                        Rule.NOT_MAPPED,
                        "flushed twice",
                        desk -> {
                            desk.mapSlave(true);
                            desk.slave.flush(desk.mdl, desk.va, 0x3000, true);
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x3000, true),
                                    desk.va);
                        }),
                of(
                        Rule.NOT_MAPPED,
                        "flushed with a base of nobody's",
                        desk -> {
                            desk.slave.take(1).base += 0x7770;
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x100, true),
                                    desk.va);
                        }),
                of(
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
                of(
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
                of(
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
                of(
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
                of(
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
                of(
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
                of(
                        Rule.ZERO_LENGTH,
                        "nothing to map",
                        desk -> {
                            desk.slave.take(1);
                            return fault(() -> desk.slave.map(desk.mdl, desk.va, 0, true));
                        }),
                of(
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
                of(
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
                of(
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
                of(
                        Rule.NO_KE_FLUSH_IO_BUFFERS,
                        "never",
                        desk -> {
                            desk.slave.take(4);
                            return fault(
                                    () -> desk.slave.map(desk.mdl, desk.va, 0x3000, true),
                                    desk.mdl.address(),
                                    desk.va);
                        }),
                of(
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
                of(
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
                of(
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
                of(
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
                of(
                        Rule.MDL_CHANGED,
                        "unlocked before the flush",
                        desk -> {
                            desk.mapSlave(true);
                            desk.rig.mm.unlockPages(desk.mdl);
                            return fault(
                                    () -> desk.slave.flush(desk.mdl, desk.va, 0x3000, true),
                                    desk.mdl.address());
                        }),
                of(
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
                of(
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
                of(
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
                of(
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
                of(
                        Rule.ODD_ON_16_BIT_CHANNEL,
                        "an odd length",
                        desk -> {
                            Rig.Slave words = desk.rig.slave(Rig.on(5).maximumLength(0x1000));
                            desk.flushed(desk.mdl);
                            words.take(1);
                            return fault(() -> words.map(desk.mdl, desk.va, 3, true), desk.va, 3L);
                        }));
    }

    static List<Case> ofListsBuffersAndAdapters() {
        return List.of(
                of(
                        Rule.COMMON_BUFFER_NOT_ALLOCATED,
                        "freed twice",
                        desk -> {
                            DmaOperations dma = desk.master.operations;
                            PphysicalAddress at = desk.rig.dma.newPhysicalAddress();
                            long va =
                                    dma.allocateCommonBuffer(desk.master.adapter, 0x1000, at, true);
                            Runnable free =
                                    () ->
                                            dma.freeCommonBuffer(
                                                    desk.master.adapter,
                                                    0x1000,
                                                    at.get(),
                                                    va,
                                                    true);
                            free.run();
                            return fault(free, 1L);
                        }),
                of(
                        Rule.COMMON_BUFFERS_LEFT,
                        "put with a common buffer",
                        desk -> {
                            desk.master.operations.allocateCommonBuffer(
                                    desk.master.adapter,
                                    0x1000,
                                    desk.rig.dma.newPhysicalAddress(),
                                    true);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                of(
                        Rule.COMMON_BUFFER_MISMATCH,
                        "another length",
                        desk -> {
                            PphysicalAddress at = desk.rig.dma.newPhysicalAddress();
                            long va =
                                    desk.master.operations.allocateCommonBuffer(
                                            desk.master.adapter, 0x800, at, true);
                            return fault(
                                    () ->
                                            desk.master.operations.freeCommonBuffer(
                                                    desk.master.adapter,
                                                    0x1000,
                                                    at.get(),
                                                    va,
                                                    true),
                                    va,
                                    0x1000L,
                                    at.get());
                        }),
                of(
                        Rule.LIST_NOT_ALLOCATED,
                        "put twice",
                        desk -> {
                            desk.flushed(desk.mdl);
                            ScatterGatherList list =
                                    desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            desk.master.putList(list, true);
                            return fault(() -> desk.master.putList(list, true), 1L, 2L);
                        }),
                of(
                        Rule.LISTS_LEFT,
                        "put with a list",
                        desk -> {
                            desk.flushed(desk.mdl);
                            desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            return fault(
                                    () -> desk.master.operations.putDmaAdapter(desk.master.adapter),
                                    desk.master.adapter.address(),
                                    1L);
                        }),
                of(
                        Rule.LIST_OUTSIDE_MDL,
                        "begins before the MDL",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.getList(
                                                        desk.mdl, desk.va - 1, 0x10, true),
                                        desk.va - 1,
                                        desk.mdl.address())),
                of(
                        Rule.MDL_CHAIN_TOO_SHORT,
                        "a longer list than the chain",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.getList(
                                                        desk.mdl,
                                                        desk.va,
                                                        0x3010,
                                                        true,
                                                        (d, i, l, c) -> {}),
                                        0x10L)),
                of(
                        Rule.LIST_ENDED,
                        "read after the put",
                        desk -> {
                            desk.flushed(desk.mdl);
                            ScatterGatherList list =
                                    desk.master.getList(desk.mdl, desk.va, 0x3000, true);
                            desk.master.putList(list, true);
                            return fault(list::numberOfElements, list.address());
                        }),
                of(
                        Rule.ADAPTER_REFERENCED,
                        "put inside AdapterControl",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () ->
                                                                desk.slave.operations.putDmaAdapter(
                                                                        desk.slave.adapter)),
                                        1L,
                                        desk.slave.adapter.address())),
                of(
                        Rule.WRONG_IRQL,
                        "not exactly DISPATCH_LEVEL",
                        desk -> {
                            desk.slave.take(1);
                            return fault(
                                    () ->
                                            desk.slave.operations.freeAdapterChannel(
                                                    desk.slave.adapter),
                                    1L,
                                    (long) Irql.DISPATCH_LEVEL,
                                    (long) Irql.PASSIVE_LEVEL);
                        }),
                of(
                        Rule.WRONG_IRQL,
                        "above DISPATCH_LEVEL",
                        desk ->
                                fault(
                                        () ->
                                                desk.at(
                                                        5,
                                                        () ->
                                                                desk.slave.operations
                                                                        .readDmaCounter(
                                                                                desk.slave
                                                                                        .adapter)),
                                        2L,
                                        (long) Irql.DISPATCH_LEVEL,
                                        5L)),
                of(
                        Rule.IMPROPER_IRQL,
                        "AdapterControl returns higher",
                        desk ->
                                fault(
                                        () ->
                                                desk.inSlavesControl(
                                                        () -> desk.kernel.ke().raiseIrql(7)),
                                        (long) Irql.DISPATCH_LEVEL,
                                        7L)),
                of(
                        Rule.ADAPTER_RELEASED,
                        "used after the put",
                        desk -> {
                            desk.master.operations.putDmaAdapter(desk.master.adapter);
                            return fault(
                                    () ->
                                            desk.master.operations.getDmaAlignment(
                                                    desk.master.adapter),
                                    desk.master.adapter.address());
                        }),
                of(
                        Rule.ADAPTER_NULL,
                        "no adapter",
                        desk ->
                                fault(
                                        () -> desk.slave.operations.readDmaCounter(null),
                                        0L,
                                        0L,
                                        0L)),
                of(
                        Rule.HAL_GET_ADAPTER,
                        "the old entry",
                        desk ->
                                fault(
                                        () ->
                                                desk.rig.dma.halGetAdapter(
                                                        Rig.on(1).build(),
                                                        desk.rig.mm.newUlong(0)))),
                of(
                        Rule.UNKNOWN_VERSION,
                        "version 7",
                        desk ->
                                fault(
                                        () ->
                                                desk.rig.getDmaAdapter(
                                                        Rig.on(1).version(7).build(),
                                                        desk.rig.mm.newUlong(0)))),
                of(
                        Rule.WRONG_KIND_OF_ADAPTER,
                        "a bus master's counter",
                        desk ->
                                fault(
                                        () ->
                                                desk.master.operations.readDmaCounter(
                                                        desk.master.adapter),
                                        desk.master.adapter.address())));
    }

    static List<Case> ofTheRest() {
        return List.of(
                of(
                        Rule.CLOCK_WENT_BACK,
                        "a faulty clock",
                        desk -> {
                            desk.pc.clock = () -> 500;
                            desk.kernel.ke().queryPerformanceCounter();
                            desk.pc.clock = () -> 499;
                            return fault(
                                    () -> desk.kernel.ke().queryPerformanceCounter(), 500L, 499L);
                        }),
                of(
                        Rule.CLOCK_TOO_FAST,
                        "two seconds a look",
                        desk -> {
                            long[] now = new long[1];
                            desk.pc.clock = () -> now[0] += 2_000_000_000L;
                            return fault(
                                    () -> desk.slave.operations.readDmaCounter(desk.slave.adapter),
                                    4_000_000_000L);
                        }),
                of(
                        Rule.DEVICE_FAULT,
                        "memory that nobody mapped",
                        desk -> {
                            desk.mapMaster(true);
                            return fault(
                                    () -> desk.access(0x3210, 8, DmaDirection.FROM_MEMORY),
                                    0L,
                                    0x3210L,
                                    0L);
                        }),
                of(
                        Rule.DEVICE_FAULT,
                        "the other direction",
                        desk -> {
                            long logical = desk.mapMaster(true).address();
                            return fault(
                                    () -> desk.access(logical, 8, DmaDirection.TO_MEMORY),
                                    0L,
                                    logical,
                                    1L);
                        }),
                of(
                        Rule.DEVICE_OVERRUN,
                        "behind the end of the only run",
                        desk -> {
                            desk.flushed(desk.mdl);
                            Master.Run run = desk.master.take(1).map(desk.mdl, desk.va, 0x80, true);
                            return fault(
                                    () ->
                                            desk.access(
                                                    run.address() + 0x70,
                                                    0x20,
                                                    DmaDirection.FROM_MEMORY),
                                    0L,
                                    run.address() + 0x80,
                                    0x10L);
                        }),
                of(
                        Rule.LEAKED,
                        "a device is stopped whose adapter is not put",
                        desk -> {
                            BusDevice device = mock(BusDevice.class);
                            when(device.resources()).thenReturn(CmResourceList.empty());
                            when(device.start()).thenReturn(NtStatus.STATUS_SUCCESS);
                            DeviceObject physical = desk.kernel.io().newPhysicalDevice(device);
                            DmaAdapter adapter =
                                    desk.rig.dma.getDmaAdapter(
                                            physical,
                                            InterfaceType.Isa,
                                            Rig.on(2).maximumLength(0x1000).build(),
                                            desk.rig.mm.newUlong(0));
                            return fault(
                                    () -> desk.kernel.io().stopDevice(physical),
                                    adapter == null ? 0 : adapter.address(),
                                    0L);
                        }),
                of(
                        Rule.IRP_COMPLETED_EARLY,
                        "the channel is held",
                        desk -> {
                            Irp irp = desk.kernel.io().allocateIrp(1);
                            irp.setCurrentLocation(1);
                            irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
                            desk.master.take(
                                    1,
                                    Rig.device("with an IRP", irp),
                                    IoAllocationAction.KeepObject);
                            return fault(
                                    () -> desk.kernel.io().completeRequest(irp),
                                    irp.address(),
                                    1L,
                                    desk.master.adapter.address());
                        }),
                of(
                        Rule.WAIT_AT_DISPATCH,
                        "in AdapterControl",
                        desk -> {
                            Kevent never =
                                    desk.kernel
                                            .ke()
                                            .initializeEvent(
                                                    "never", EventType.NotificationEvent, false);
                            return fault(
                                    () ->
                                            desk.inSlavesControl(
                                                    () ->
                                                            desk.kernel
                                                                    .ke()
                                                                    .waitForSingleObject(never)),
                                    (long) Irql.DISPATCH_LEVEL);
                        }));
    }
}

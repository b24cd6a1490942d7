package dev.dreq.hal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.io.IoCsq;
import dev.dreq.hal.io.IoCsqIrpContext;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.KdeviceQueue;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.PoolType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each routine about MDLs, device queues, packets and IRPs, at each IRQL. */
class ServiceIrqlTest {
    private static final int[] LEVELS = {
        Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, Irql.DISPATCH_LEVEL, Irql.LOWEST_DIRQL, Irql.HIGH_LEVEL
    };
    private static final int INPUT = 6;

    /** A started device, an IRP that it has, and MDLs in all states, when a routine is called. */
    private static final class State implements AutoCloseable {
        final Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults());
        final Ke ke = kernel.ke();
        final Mm mm = kernel.mm();
        final Io io = kernel.io();
        final DriverObject driver;
        final DeviceObject device;
        final KdeviceQueue queue = ke.initializeDeviceQueue();
        final KspinLock lock = ke.initializeSpinLock("lock");
        final long va = mm.allocateVirtualMemory(0x2000, Placement.scattered().atOffset(0x10));
        final Mdl fresh = mm.createMdl(va, 0x1000);
        final Mdl locked = mm.createMdl(va, 0x1000);
        final Mdl target = mm.createMdl(va, 0x1000);
        final Mdl pool =
                mm.createMdl(mm.allocatePool(PoolType.NonPagedPool, 0x1000, "Test"), 0x1000);
        final Mdl pages = mm.allocatePagesForMdl(0, 1 << 24, 0, 0x1000);
        final Mdl allocated = io.allocateMdl(va, 0x1000, false, false, null);
        final long userMapping;
        final Irp irp;
        final Deque<Irp> waiting = new ArrayDeque<>();
        final IoCsq csq =
                io.csqInitialize(
                        (q, i) -> waiting.add(i),
                        (q, i) -> waiting.remove(i),
                        (q, i, context) -> i == null ? waiting.peek() : null,
                        q -> ke.acquireSpinLock(lock),
                        (q, irql) -> ke.releaseSpinLock(lock, irql),
                        (q, i) -> {});
        final Kinterrupt interrupt =
                io.connectInterrupt(
                        new CmResource.Interrupt(INPUT, InterruptMode.Latched, false),
                        (source, context) -> true,
                        null);

        State() {
            driver =
                    io.loadDriver(
                            "Test",
                            (linked, object) -> {
                                object.setDriverStartIo((d, i) -> {});
                                object.setAddDevice((d, pdo) -> NtStatus.STATUS_SUCCESS);
                                object.setMajorFunction(
                                        IrpMajor.IRP_MJ_READ,
                                        (d, i) -> {
                                            io.markIrpPending(i);
                                            return NtStatus.STATUS_PENDING;
                                        });
                                return NtStatus.STATUS_SUCCESS;
                            },
                            CmResourceList.isa(new CmResource.Port(0x3F0, 8)));
            device = io.createDevice(driver, null, "\\Device\\Test", 7, 0);
            mm.probeAndLockPages(locked, AccessMode.UserMode, LockOperation.IoModifyAccess);
            userMapping = mm.mapLockedPages(locked, AccessMode.UserMode);
            irp =
                    io.buildSynchronousFsdRequest(
                            IrpMajor.IRP_MJ_READ,
                            device,
                            0,
                            0,
                            0,
                            ke.initializeEvent("done", EventType.NotificationEvent, false),
                            io.newStatusBlock());
            io.callDriver(device, irp);
            irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        }

        @Override
        public void close() {
            kernel.close();
        }
    }

    private record Row(String routine, int lowest, int highest, Consumer<State> call) {
        @Override
        public String toString() {
            return "%s at %s..%s".formatted(routine, Irql.name(lowest), Irql.name(highest));
        }
    }

    private static Row passive(String routine, Consumer<State> call) {
        return new Row(routine, Irql.PASSIVE_LEVEL, Irql.PASSIVE_LEVEL, call);
    }

    private static Row apc(String routine, Consumer<State> call) {
        return new Row(routine, Irql.PASSIVE_LEVEL, Irql.APC_LEVEL, call);
    }

    private static Row low(String routine, Consumer<State> call) {
        return new Row(routine, Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL, call);
    }

    private static Row dispatch(String routine, Consumer<State> call) {
        return new Row(routine, Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL, call);
    }

    private static Row any(String routine, Consumer<State> call) {
        return new Row(routine, Irql.PASSIVE_LEVEL, Irql.HIGH_LEVEL, call);
    }

    static Stream<Row> rows() {
        return Stream.of(mdls(), mappings(), queues(), packets(), cancellation())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> mdls() {
        return Stream.of(
                low("IoAllocateMdl", s -> s.io.allocateMdl(s.va, 1, false, false, null)),
                low("IoFreeMdl", s -> s.io.freeMdl(s.allocated)),
                low("IoBuildPartialMdl", s -> s.io.buildPartialMdl(s.locked, s.target, s.va, 8)),
                low("MmCreateMdl", s -> s.mm.createMdl(s.va, 1)),
                low("MmInitializeMdl", s -> s.mm.initializeMdl(s.fresh, s.va, 8)),
                any("MmSizeOfMdl", s -> s.mm.sizeOfMdl(s.va, 1)),
                apc(
                        "MmProbeAndLockPages of pageable memory",
                        s ->
                                s.mm.probeAndLockPages(
                                        s.fresh, AccessMode.UserMode, LockOperation.IoReadAccess)),
                low(
                        "MmProbeAndLockPages of nonpaged memory",
                        s ->
                                s.mm.probeAndLockPages(
                                        s.pool, AccessMode.KernelMode, LockOperation.IoReadAccess)),
                apc("ProbeForWrite", s -> s.mm.probe(s.va, 8, AccessMode.UserMode, true)),
                low("MmUnlockPages", s -> s.mm.unlockPages(s.locked)),
                low("MmBuildMdlForNonPagedPool", s -> s.mm.buildMdlForNonPagedPool(s.pool)),
                low("MmPrepareMdlForReuse", s -> s.mm.prepareMdlForReuse(s.target)),
                low("MmAdvanceMdl", s -> s.mm.advanceMdl(s.locked, 1)),
                any("MmGetMdlVirtualAddress", s -> s.mm.getMdlVirtualAddress(s.locked)),
                any("MmGetMdlByteCount", s -> s.mm.getMdlByteCount(s.locked)),
                any("MmGetMdlByteOffset", s -> s.mm.getMdlByteOffset(s.locked)),
                any("MmGetMdlPfnArray", s -> s.mm.getMdlPfnArray(s.locked)),
                apc("MmAllocatePagesForMdl", s -> s.mm.allocatePagesForMdl(0, 1 << 24, 0, 0x1000)),
                apc(
                        "MmAllocatePagesForMdlEx",
                        s ->
                                s.mm.allocatePagesForMdlEx(
                                        0,
                                        1 << 24,
                                        0,
                                        0x1000,
                                        MemoryCachingType.MmCached,
                                        Mm.MM_DONT_ZERO_ALLOCATION)),
                apc("MmFreePagesFromMdl", s -> s.mm.freePagesFromMdl(s.pages)));
    }

    private static Stream<Row> mappings() {
        return Stream.of(
                low(
                        "MmGetSystemAddressForMdlSafe",
                        s ->
                                s.mm.getSystemAddressForMdlSafe(
                                        s.locked, MdlPagePriority.NormalPagePriority)),
                low("MmGetSystemAddressForMdl", s -> s.mm.getSystemAddressForMdl(s.locked)),
                low("MmMapLockedPages", s -> s.mm.mapLockedPages(s.locked, AccessMode.KernelMode)),
                apc(
                        "MmMapLockedPages for a user",
                        s -> s.mm.mapLockedPages(s.locked, AccessMode.UserMode)),
                low(
                        "MmMapLockedPagesSpecifyCache",
                        s ->
                                s.mm.mapLockedPagesSpecifyCache(
                                        s.locked,
                                        AccessMode.KernelMode,
                                        MemoryCachingType.MmCached,
                                        false,
                                        MdlPagePriority.LowPagePriority)),
                apc(
                        "MmMapLockedPagesSpecifyCache for a user",
                        s ->
                                s.mm.mapLockedPagesSpecifyCache(
                                        s.locked,
                                        AccessMode.UserMode,
                                        MemoryCachingType.MmCached,
                                        false,
                                        MdlPagePriority.LowPagePriority)),
                apc(
                        "MmUnmapLockedPages of a user's",
                        s -> s.mm.unmapLockedPages(s.userMapping, s.locked)));
    }

    private static Stream<Row> queues() {
        return Stream.of(
                any("KeInitializeDeviceQueue", s -> s.ke.initializeDeviceQueue()),
                dispatch(
                        "KeInsertDeviceQueue",
                        s -> s.ke.insertDeviceQueue(s.queue, s.ke.initializeDeviceQueueEntry("x"))),
                dispatch(
                        "KeInsertByKeyDeviceQueue",
                        s ->
                                s.ke.insertByKeyDeviceQueue(
                                        s.queue, s.ke.initializeDeviceQueueEntry("x"), 1)),
                dispatch("KeRemoveDeviceQueue", s -> s.ke.removeDeviceQueue(s.queue)),
                dispatch("KeRemoveByKeyDeviceQueue", s -> s.ke.removeByKeyDeviceQueue(s.queue, 1)),
                dispatch(
                        "KeRemoveByKeyDeviceQueueIfBusy",
                        s -> s.ke.removeByKeyDeviceQueueIfBusy(s.queue, 1)),
                low(
                        "KeRemoveEntryDeviceQueue",
                        s ->
                                s.ke.removeEntryDeviceQueue(
                                        s.queue, s.ke.initializeDeviceQueueEntry("x"))),
                low("IoCsqInsertIrp", s -> s.io.csqInsertIrp(s.csq, s.irp, null)),
                low("IoCsqInsertIrpEx", s -> s.io.csqInsertIrpEx(s.csq, s.irp, null, null)),
                low("IoCsqRemoveNextIrp", s -> s.io.csqRemoveNextIrp(s.csq, null)),
                low("IoCsqRemoveIrp", s -> s.io.csqRemoveIrp(s.csq, new IoCsqIrpContext())));
    }

    private static Stream<Row> packets() {
        return Stream.of(
                any("IoMarkIrpPending", s -> s.io.markIrpPending(s.irp)),
                low("IoStartPacket", s -> s.io.startPacket(s.device, s.irp, null, null)),
                dispatch("IoStartNextPacket", s -> s.io.startNextPacket(s.device, true)),
                dispatch(
                        "IoStartNextPacketByKey",
                        s -> s.io.startNextPacketByKey(s.device, true, 1)),
                any(
                        "IoInitializeDpcRequest, IoRequestDpc",
                        s -> {
                            s.io.initializeDpcRequest(s.device, (dpc, d, i, context) -> {});
                            s.io.requestDpc(s.device, null, null);
                        }),
                new Row(
                        "KeSynchronizeExecution",
                        Irql.PASSIVE_LEVEL,
                        Irql.ofInput(INPUT, 24),
                        s -> s.ke.synchronizeExecution(s.interrupt, context -> true, null)),
                low("IoCompleteRequest", s -> s.io.completeRequest(s.irp)),
                low("IoCallDriver", s -> s.io.callDriver(s.device, below(s))),
                low("IoAllocateIrp", s -> s.io.allocateIrp(1)),
                low("IoFreeIrp", s -> s.io.freeIrp(s.irp)),
                passive(
                        "IoBuildDeviceIoControlRequest",
                        s ->
                                s.io.buildDeviceIoControlRequest(
                                        0x70000,
                                        s.device,
                                        s.va,
                                        8,
                                        s.va,
                                        8,
                                        s.ke.initializeEvent(
                                                "e", EventType.NotificationEvent, false),
                                        s.io.newStatusBlock())),
                passive(
                        "IoBuildSynchronousFsdRequest",
                        s ->
                                s.io.buildSynchronousFsdRequest(
                                        IrpMajor.IRP_MJ_READ,
                                        s.device,
                                        s.va,
                                        8,
                                        0,
                                        s.ke.initializeEvent(
                                                "e", EventType.NotificationEvent, false),
                                        s.io.newStatusBlock())));
    }

    /** The IRP, with a stack location left. */
    private static Irp below(State s) {
        s.irp.setCurrentLocation(s.irp.stackCount() + 1);
        return s.irp;
    }

    private static Stream<Row> cancellation() {
        return Stream.of(
                low("IoCancelIrp", s -> s.io.cancelIrp(s.irp)),
                any("IoSetCancelRoutine", s -> s.io.setCancelRoutine(s.irp, null)),
                low("IoAcquireCancelSpinLock", s -> s.io.acquireCancelSpinLock()),
                dispatch(
                        "IoReleaseCancelSpinLock",
                        s -> {
                            if (s.ke.getCurrentIrql() == Irql.DISPATCH_LEVEL) {
                                s.io.acquireCancelSpinLock();
                            }
                            s.io.releaseCancelSpinLock(s.ke.getCurrentIrql());
                        }));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRoutineRunsAtItsIrqlAndStopsAtOthers(Row row) {
        for (int irql : LEVELS) {
            try (State state = new State()) {
                state.ke.raiseIrql(irql);
                if (irql >= row.lowest && irql <= row.highest) {
                    assertDoesNotThrow(
                            () -> row.call.accept(state), row + " at " + Irql.name(irql));
                    continue;
                }
                BugCheck stop =
                        assertThrows(
                                BugCheck.class,
                                () -> row.call.accept(state),
                                row + " at " + Irql.name(irql));
                assertEquals(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, stop.code());
                assertEquals(irql, stop.parameter(2));
                assertTrue(stop.getMessage().contains(Irql.name(irql)), stop.getMessage());
            }
        }
    }
}

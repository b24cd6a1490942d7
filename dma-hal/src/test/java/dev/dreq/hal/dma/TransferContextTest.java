package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AllocateAdapterChannelEx with all its arguments, and what gives back what it has granted. */
class TransferContextTest {
    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig = new Rig(pc, KernelOptions.defaults(), 0x40000, 32);
    private final DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x4000));
    private final List<Long> bases = new ArrayList<>();

    private DriverControl returning(IoAllocationAction action) {
        return (object, irp, base, context) -> {
            assertEquals(Irql.DISPATCH_LEVEL, rig.ke.getCurrentIrql());
            assertEquals("context", context);
            bases.add(base);
            return action;
        };
    }

    private NtStatus allocate(
            DriverV3 driver, int count, int flags, DriverControl routine, PmapRegisterBase base) {
        return driver.atDispatch(
                () ->
                        driver.operations.allocateAdapterChannelEx(
                                driver.adapter,
                                driver.device,
                                driver.context,
                                count,
                                flags,
                                routine,
                                "context",
                                base));
    }

    @Test
    void aContextIsAnObjectOf128BytesOfItsOwn() {
        DmaTransferContext one = rig.dma.newTransferContext();
        DmaTransferContext other = rig.dma.newTransferContext();
        assertEquals(128, DmaTransferContext.SIZE_V1);
        assertTrue(Math.abs(one.address() - other.address()) >= 128);
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, false, STATUS_INVALID_PARAMETER",
        "0, false, true, STATUS_INVALID_PARAMETER",
        "0, true, false, STATUS_SUCCESS",
        "0, true, true, STATUS_INVALID_PARAMETER",
        "1, false, false, STATUS_INVALID_PARAMETER",
        "1, false, true, STATUS_SUCCESS",
        "1, true, false, STATUS_SUCCESS",
        "1, true, true, STATUS_SUCCESS",
        "2, true, false, STATUS_INVALID_PARAMETER",
        "3, true, true, STATUS_INVALID_PARAMETER"
    })
    void eachCombinationOfArgumentsDoesWhatTheContractSays(
            int flags, boolean routine, boolean pointer, NtStatus expected) {
        slave.ready();
        NtStatus status =
                allocate(
                        slave,
                        3,
                        flags,
                        routine ? returning(IoAllocationAction.KeepObject) : null,
                        pointer ? slave.base : null);
        assertEquals(expected, status);
        boolean granted = expected == NtStatus.STATUS_SUCCESS;
        assertEquals(granted && routine ? 1 : 0, bases.size());
        assertEquals(granted && pointer, slave.base.get() != 0);
        if (granted) {
            slave.freeChannel();
        }
        slave.ready();
    }

    @ParameterizedTest
    @CsvSource({"0, true, false", "1, false, true", "1, true, false", "1, true, true"})
    void aBusyChannelIsWaitedForUnlessTheCallIsSynchronous(
            int flags, boolean routine, boolean pointer) {
        Rig.Slave holder = rig.slave(Rig.on(1).maximumLength(0x1000)).take(1);
        slave.ready();
        NtStatus status =
                allocate(
                        slave,
                        3,
                        flags,
                        routine ? returning(IoAllocationAction.KeepObject) : null,
                        pointer ? slave.base : null);
        assertEquals(
                flags == 0 ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                status);
        assertEquals(List.of(), bases);
        holder.free();
        assertEquals(flags == 0 ? 1 : 0, bases.size(), "nothing synchronous is queued");
        if (flags == 0) {
            slave.freeChannel();
        } else {
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    allocate(slave, 3, flags, null, slave.base),
                    "the context is as ready as it was");
        }
    }

    @Test
    void aSynchronousRequestDoesNotWaitForRegistersNorOvertakeWhoDoes() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x20000)).take(30);
        slave.ready();
        assertEquals(
                NtStatus.STATUS_INSUFFICIENT_RESOURCES, allocate(slave, 3, 1, null, slave.base));
        Rig.Slave waiter = rig.slave(Rig.on(2).maximumLength(0x4000)).take(5);
        assertEquals(
                NtStatus.STATUS_INSUFFICIENT_RESOURCES, allocate(slave, 1, 1, null, slave.base));
        assertEquals(NtStatus.STATUS_SUCCESS, allocate(slave, 0, 1, null, slave.base));
        assertEquals(0, slave.base.get(), "no registers, no turn");
        slave.freeChannel();
        words.free();
        assertNotEquals(-1, waiter.base);
    }

    @Test
    void moreRegistersThanTheMaximumAreRefusedInBothForms() {
        for (int flags = 0; flags <= 1; flags++) {
            slave.ready();
            assertEquals(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    allocate(slave, 6, flags, returning(IoAllocationAction.KeepObject), null));
        }
        assertEquals(List.of(), bases);
    }

    @Test
    void aContextTakesOneRequestForEachTimeItIsInitialized() {
        DriverV3 other = new DriverV3(rig, DriverV3.slave(2).maximumLength(0x4000));
        DriverControl keep = returning(IoAllocationAction.KeepObject);
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                allocate(slave, 1, 0, keep, null),
                "never initialized");
        other.ready(slave.context);
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                allocate(slave, 1, 0, keep, null),
                "initialized for another adapter");
        slave.ready();
        assertEquals(NtStatus.STATUS_SUCCESS, allocate(slave, 1, 0, keep, null));
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER, allocate(slave, 1, 0, keep, null), "granted");
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                slave.operations.initializeDmaTransferContext(slave.adapter, slave.context));
        slave.freeChannel();
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER, allocate(slave, 1, 0, keep, null), "used up");
        assertEquals(1, bases.size());
    }

    @Test
    void whatIsNoContextIsRefused() {
        DmaTransferContext foreign = mock(DmaTransferContext.class);
        for (DmaTransferContext context : new DmaTransferContext[] {null, foreign}) {
            assertEquals(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    slave.operations.initializeDmaTransferContext(slave.adapter, context));
            assertEquals(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    slave.atDispatch(
                            () ->
                                    slave.operations.allocateAdapterChannelEx(
                                            slave.adapter,
                                            slave.device,
                                            context,
                                            1,
                                            1,
                                            null,
                                            null,
                                            slave.base)));
            assertFalse(
                    slave.operations.cancelAdapterChannel(slave.adapter, slave.device, context));
            assertEquals(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    slave.operations.cancelMappedTransfer(slave.adapter, context));
        }
    }

    @Test
    void oneDeviceObjectMayHaveSeveralRequestsEachWithItsContext() {
        DmaTransferContext second = rig.dma.newTransferContext();
        List<String> order = new ArrayList<>();
        for (DmaTransferContext context : List.of(slave.context, second)) {
            slave.ready(context);
            NtStatus status =
                    slave.atDispatch(
                            () ->
                                    slave.operations.allocateAdapterChannelEx(
                                            slave.adapter,
                                            slave.device,
                                            context,
                                            1,
                                            0,
                                            (object, irp, base, name) -> {
                                                order.add((String) name);
                                                return IoAllocationAction.KeepObject;
                                            },
                                            context == second ? "second" : "first",
                                            null));
            assertEquals(NtStatus.STATUS_SUCCESS, status);
        }
        assertEquals(List.of("first"), order);
        slave.freeChannel();
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void aRoutineMayAskByAnotherContextWhichWaitsItsTurn() {
        DmaTransferContext second = slave.ready(rig.dma.newTransferContext());
        slave.ready();
        NtStatus status =
                allocate(
                        slave,
                        1,
                        0,
                        (object, irp, base, context) -> {
                            assertEquals(
                                    NtStatus.STATUS_SUCCESS,
                                    slave.operations.allocateAdapterChannelEx(
                                            slave.adapter,
                                            slave.device,
                                            second,
                                            1,
                                            0,
                                            returning(IoAllocationAction.KeepObject),
                                            "context",
                                            null));
                            return IoAllocationAction.KeepObject;
                        },
                        null);
        assertEquals(NtStatus.STATUS_SUCCESS, status);
        assertEquals(List.of(), bases);
        slave.freeChannel();
        assertEquals(1, bases.size());
    }

    // What gives back

    private void freeObject(DriverV3 driver, IoAllocationAction action) {
        driver.operations.freeAdapterObject(driver.adapter, action);
    }

    private DriverV3 master(boolean scatterGather) {
        return new DriverV3(rig, DriverV3.pci(scatterGather, 32, 0x10000));
    }

    @Test
    void keepObjectKeepsEverything() {
        slave.take(2);
        freeObject(slave, IoAllocationAction.KeepObject);
        assertNotEquals(null, ((AdapterObject) slave.adapter).held(slave.base.get()));
        slave.freeChannel();
    }

    @Test
    void noActionFreesNothing() {
        for (DriverV3 driver : List.of(slave, master(true), master(false))) {
            driver.take(2);
            stops(Rule.WRONG_ACTION, () -> freeObject(driver, null));
            assertEquals(Irql.PASSIVE_LEVEL, rig.ke.getCurrentIrql());
            assertNotEquals(null, ((AdapterObject) driver.adapter).held(driver.base.get()));
            driver.freeChannel();
            driver.operations.putDmaAdapter(driver.adapter);
        }
    }

    @Test
    void keepObjectOfNothingIsNothing() {
        for (DriverV3 driver : List.of(slave, master(true))) {
            freeObject(driver, IoAllocationAction.KeepObject);
            driver.take(1).freeChannel();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deallocateObjectFreesChannelAndRegistersOfAnyKind(boolean ofASlave) {
        DriverV3 driver = ofASlave ? slave : master(false);
        driver.take(2);
        freeObject(driver, IoAllocationAction.DeallocateObject);
        assertEquals(Irql.PASSIVE_LEVEL, rig.ke.getCurrentIrql());
        assertEquals(null, ((AdapterObject) driver.adapter).held(driver.base.get()));
        driver.take(2).freeChannel();
        driver.operations.putDmaAdapter(driver.adapter);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void deallocateObjectKeepRegistersLeavesThemToFreeMapRegisters(int count) {
        DriverV3 driver = master(false).take(count);
        DmaTransferContext second = rig.dma.newTransferContext();
        freeObject(driver, IoAllocationAction.DeallocateObjectKeepRegisters);
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                driver.atDispatch(
                        () ->
                                driver.operations.allocateAdapterChannelEx(
                                        driver.adapter,
                                        driver.device,
                                        driver.ready(second),
                                        1,
                                        DriverV3.SYNC,
                                        returning(IoAllocationAction.DeallocateObject),
                                        "context",
                                        null)),
                "the channel is free");
        assertEquals(
                count == 0 ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_PARAMETER,
                driver.operations.initializeDmaTransferContext(driver.adapter, driver.context),
                "the context stays as long as the registers");
        rig.atDispatch(
                () -> driver.operations.freeMapRegisters(driver.adapter, driver.base.get(), count));
        driver.ready();
        driver.operations.putDmaAdapter(driver.adapter);
    }

    @ParameterizedTest
    @EnumSource(
            value = IoAllocationAction.class,
            names = {"DeallocateObject", "DeallocateObjectKeepRegisters"})
    void whatARoutineReturnsEndsTheContextToo(IoAllocationAction action) {
        DriverV3 driver = master(true);
        driver.ready();
        assertEquals(NtStatus.STATUS_SUCCESS, allocate(driver, 2, 0, returning(action), null));
        if (action == IoAllocationAction.DeallocateObjectKeepRegisters) {
            rig.atDispatch(
                    () -> driver.operations.freeMapRegisters(driver.adapter, bases.get(0), 2));
        }
        driver.ready();
        driver.operations.putDmaAdapter(driver.adapter);
    }

    private void stops(Rule violation, Runnable call) {
        BugCheck stop = assertThrows(BugCheck.class, call::run);
        assertEquals(violation.code(), stop.parameter(1), stop.getMessage());
    }

    @Test
    void aSlaveNeitherReturnsNorFreesLessThanTheChannel() {
        slave.ready();
        stops(
                Rule.WRONG_ACTION,
                () -> allocate(slave, 1, 0, returning(IoAllocationAction.DeallocateObject), null));
        slave.freeChannel();
        slave.take(1);
        stops(
                Rule.WRONG_ACTION,
                () -> freeObject(slave, IoAllocationAction.DeallocateObjectKeepRegisters));
        slave.freeChannel();
    }

    @Test
    void aChannelIsFreedOnceAndNotInsideItsRoutine() {
        stops(
                Rule.CHANNEL_NOT_ALLOCATED,
                () -> freeObject(slave, IoAllocationAction.DeallocateObject));
        DriverV3 master = master(false);
        stops(
                Rule.CHANNEL_NOT_ALLOCATED,
                () -> freeObject(master, IoAllocationAction.DeallocateObjectKeepRegisters));
        slave.ready();
        stops(
                Rule.WRONG_RELEASE,
                () ->
                        allocate(
                                slave,
                                1,
                                0,
                                (object, irp, base, context) -> {
                                    freeObject(slave, IoAllocationAction.DeallocateObject);
                                    return IoAllocationAction.KeepObject;
                                },
                                null));
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CancelAdapterChannel in every state of a request. */
class CancelAdapterChannelTest {
    private final Rig rig = new Rig(Pc.upTo(0x400_0000), KernelOptions.defaults(), 0x40000, 32);
    private final DriverV3 slave = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x10000));
    private final List<String> granted = new ArrayList<>();

    private DmaTransferContext ask(DriverV3 driver, String name, int registers) {
        DmaTransferContext context = driver.ready(rig.dma.newTransferContext());
        assertEquals(NtStatus.STATUS_SUCCESS, ask(driver, context, name, registers));
        return context;
    }

    private NtStatus ask(DriverV3 driver, DmaTransferContext context, String name, int registers) {
        return driver.atDispatch(
                () ->
                        driver.operations.allocateAdapterChannelEx(
                                driver.adapter,
                                driver.device,
                                context,
                                registers,
                                0,
                                (object, irp, base, unused) -> {
                                    assertEquals(
                                            Irql.DISPATCH_LEVEL, rig.ke.getCurrentIrql(), name);
                                    granted.add(name);
                                    return IoAllocationAction.KeepObject;
                                },
                                null,
                                null));
    }

    private boolean cancel(DriverV3 driver, DmaTransferContext context) {
        return driver.operations.cancelAdapterChannel(driver.adapter, driver.device, context);
    }

    @Test
    void whoWaitsForTheChannelLeavesTheLineAndTheOthersKeepTheirOrder() {
        List<DmaTransferContext> contexts = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            contexts.add(ask(slave, name, 1));
        }
        assertTrue(cancel(slave, contexts.get(2)));
        assertTrue(cancel(slave, contexts.get(4)));
        for (int i = 0; i < 3; i++) {
            slave.freeChannel();
        }
        assertEquals(List.of("a", "b", "d"), granted);
        slave.operations.putDmaAdapter(slave.adapter);
    }

    @Test
    void whoWaitsForRegistersGivesItsChannelToTheNext() {
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x20000)).take(32);
        DmaTransferContext waits = ask(slave, "waits for registers", 4);
        ask(slave, "needs none", 0);
        assertEquals(List.of(), granted);
        assertTrue(cancel(slave, waits));
        assertEquals(List.of("needs none"), granted, "served inside the call, at DISPATCH_LEVEL");
        assertEquals(Irql.PASSIVE_LEVEL, rig.ke.getCurrentIrql());
        slave.freeChannel();
        words.free();
        assertEquals(List.of("needs none"), granted);
    }

    @Test
    void whoStoodBehindTheFirstInTheLineForRegistersIsServedIfItFits() {
        DriverV3 small = new DriverV3(rig, DriverV3.slave(2).maximumLength(0x1000));
        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x20000)).take(20);
        DmaTransferContext large = ask(slave, "large", 16);
        ask(small, "small", 1);
        assertEquals(List.of(), granted);
        assertTrue(cancel(slave, large));
        assertEquals(List.of("small"), granted);
        small.freeChannel();
        words.free();
    }

    @Test
    void aCancelledRequestsContextMustBeInitializedAgain() {
        slave.take(1);
        DmaTransferContext context = ask(slave, "a", 1);
        assertTrue(cancel(slave, context));
        assertFalse(cancel(slave, context), "there is nothing to cancel any more");
        assertEquals(NtStatus.STATUS_INVALID_PARAMETER, ask(slave, context, "b", 1));
        slave.freeChannel();
        assertEquals(NtStatus.STATUS_SUCCESS, ask(slave, slave.ready(context), "c", 1));
        assertEquals(List.of("c"), granted);
    }

    @Test
    void aGrantedRequestCannotBeCancelled() {
        DmaTransferContext context = slave.ready(rig.dma.newTransferContext());
        List<Boolean> inside = new ArrayList<>();
        slave.atDispatch(
                () ->
                        slave.operations.allocateAdapterChannelEx(
                                slave.adapter,
                                slave.device,
                                context,
                                1,
                                0,
                                (object, irp, base, unused) -> {
                                    inside.add(cancel(slave, context));
                                    return IoAllocationAction.KeepObject;
                                },
                                null,
                                null));
        assertEquals(List.of(false), inside, "while its routine runs");
        assertFalse(cancel(slave, context), "while it holds the channel");
        slave.freeChannel();
        assertFalse(cancel(slave, context), "when it is over");
    }

    @Test
    void registersThatWereKeptWithoutTheChannelCannotBeCancelled() {
        DriverV3 master = new DriverV3(rig, DriverV3.pci(false, 32, 0x10000)).take(2);
        master.operations.freeAdapterObject(
                master.adapter, IoAllocationAction.DeallocateObjectKeepRegisters);
        assertFalse(cancel(master, master.context));
    }

    @Test
    void aSynchronousRequestHasNothingToCancel() {
        slave.take(1);
        assertFalse(cancel(slave, slave.context));
        slave.freeChannel();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aContextCancelledBeforeItsRequestHasItFail(int flags) {
        slave.ready();
        assertTrue(cancel(slave, slave.context));
        assertTrue(cancel(slave, slave.context), "more than once");
        NtStatus status =
                slave.atDispatch(
                        () ->
                                slave.operations.allocateAdapterChannelEx(
                                        slave.adapter,
                                        slave.device,
                                        slave.context,
                                        1,
                                        flags,
                                        (object, irp, base, context) -> {
                                            granted.add("never");
                                            return IoAllocationAction.KeepObject;
                                        },
                                        null,
                                        null));
        assertEquals(NtStatus.STATUS_CANCELLED, status);
        assertEquals(List.of(), granted);
        slave.take(1).freeChannel();
    }

    @Test
    void anotherAdaptersOrDeviceObjectsRequestIsLeftAlone() {
        DriverV3 other = new DriverV3(rig, DriverV3.slave(1).maximumLength(0x10000));
        slave.take(1);
        DmaTransferContext context = ask(slave, "a", 1);
        assertFalse(cancel(other, context));
        assertFalse(
                slave.operations.cancelAdapterChannel(
                        slave.adapter, Rig.device("another"), context));
        assertFalse(cancel(slave, rig.dma.newTransferContext()), "never initialized");
        slave.freeChannel();
        assertEquals(List.of("a"), granted);
    }

    @Test
    void aListThatWaitsIsCancelledLikeAChannel() {
        DriverV3 master = new DriverV3(rig, DriverV3.pci(true, 24, 0x10000));
        Mdl mdl = rig.buffer(0, 0x1000, 0x1800L);
        master.take(1);
        DmaTransferContext context = master.ready(rig.dma.newTransferContext());
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                master.operations.getScatterGatherListEx(
                        master.adapter,
                        master.device,
                        context,
                        mdl,
                        0,
                        0x1000,
                        0,
                        (object, irp, list, unused) -> granted.add("list"),
                        null,
                        true,
                        null,
                        null,
                        null));
        assertTrue(cancel(master, context));
        master.freeChannel();
        assertEquals(List.of(), granted);
        master.operations.putDmaAdapter(master.adapter);
    }
}

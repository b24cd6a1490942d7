package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CancelTest {
    private final TestDriver test = new TestDriver(DeviceObject.DO_DIRECT_IO);
    private final Io io = test.io;
    private final List<Irp> queue = new ArrayList<>();

    @AfterEach
    void end() {
        test.close();
    }

    private record Sent(Irp irp, Kevent event, IoStatusBlock result) {}

    private Sent send() {
        Kevent event = test.kernel.ke().initializeEvent("sent", EventType.NotificationEvent, false);
        IoStatusBlock result = io.newStatusBlock();
        Irp irp =
                io.buildSynchronousFsdRequest(
                        IrpMajor.IRP_MJ_READ, test.device, 0, 0, 0, event, result);
        assertEquals(NtStatus.STATUS_PENDING, io.callDriver(test.device, irp));
        return new Sent(irp, event, result);
    }

    private void complete(Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        io.completeRequest(irp);
    }

    /** The cancel routine of a StartIo driver, by the book. */
    private void cancelQueued(DeviceObject device, Irp irp) {
        assertEquals(Irql.DISPATCH_LEVEL, test.kernel.ke().getCurrentIrql());
        test.kernel.ke().removeEntryDeviceQueue(device.deviceQueue(), irp.deviceQueueEntry());
        io.releaseCancelSpinLock(irp.cancelIrql());
        complete(irp, NtStatus.STATUS_CANCELLED);
    }

    @Test
    void anIrpThatWaitsForStartIoIsCancelledAndItsNeighboursAreNot() {
        test.cancel = this::cancelQueued;
        test.startIo = (device, irp) -> queue.add(irp);
        Sent running = send();
        Sent waiting = send();
        Sent last = send();
        assertTrue(io.cancelIrp(waiting.irp()));
        assertEquals(NtStatus.STATUS_CANCELLED, waiting.result().status());
        assertEquals(Irql.PASSIVE_LEVEL, test.kernel.ke().getCurrentIrql());
        int old = test.kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        test.finish(test.device, running.irp(), NtStatus.STATUS_SUCCESS, 0);
        assertSame(last.irp(), test.device.currentIrp());
        test.finish(test.device, last.irp(), NtStatus.STATUS_SUCCESS, 0);
        test.kernel.ke().lowerIrql(old);
        assertEquals(List.of(running.irp(), last.irp()), queue);
        assertNull(test.device.currentIrp());
    }

    @Test
    void anIrpWithoutACancelRoutineIsOnlyMarked() {
        test.startIo = (device, irp) -> queue.add(irp);
        Sent sent = send();
        assertFalse(io.cancelIrp(sent.irp()));
        assertTrue(sent.irp().cancel());
        assertEquals(0, sent.event().signalState());
    }

    @Test
    void anIrpThatCanStillBeCancelledIsNotCompleted() {
        test.cancel = this::cancelQueued;
        test.startIo = (device, irp) -> complete(irp, NtStatus.STATUS_SUCCESS);
        assertEquals(
                BugCheckCode.CANCEL_STATE_IN_COMPLETED_IRP,
                assertThrows(BugCheck.class, this::send).code());
        assertEquals(Irql.PASSIVE_LEVEL, test.kernel.ke().getCurrentIrql());
    }

    private IoCsq csq() {
        KspinLock lock = test.kernel.ke().initializeSpinLock("queue");
        return io.csqInitialize(
                (q, irp) -> queue.add(irp),
                (q, irp) -> queue.remove(irp),
                (q, irp, context) -> {
                    int next = irp == null ? 0 : queue.indexOf(irp) + 1;
                    return next < queue.size() ? queue.get(next) : null;
                },
                q -> test.kernel.ke().acquireSpinLock(lock),
                (q, irql) -> test.kernel.ke().releaseSpinLock(lock, irql),
                (q, irp) -> complete(irp, NtStatus.STATUS_CANCELLED));
    }

    private IoCsq queueing(IoCsqIrpContext context) {
        IoCsq csq = csq();
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ,
                (device, irp) -> {
                    io.csqInsertIrp(csq, irp, context);
                    return NtStatus.STATUS_PENDING;
                });
        return csq;
    }

    @Test
    void aCancelSafeQueueGivesIrpsBackInOrderWithoutTheCancelledOnes() {
        IoCsq csq = queueing(null);
        Sent first = send();
        Sent second = send();
        Sent third = send();
        assertTrue(io.cancelIrp(second.irp()));
        assertEquals(NtStatus.STATUS_CANCELLED, second.result().status());
        assertSame(first.irp(), io.csqRemoveNextIrp(csq, null));
        assertFalse(io.cancelIrp(first.irp()));
        assertSame(third.irp(), io.csqRemoveNextIrp(csq, null));
        assertNull(io.csqRemoveNextIrp(csq, null));
        complete(first.irp(), NtStatus.STATUS_SUCCESS);
        assertEquals(NtStatus.STATUS_SUCCESS, first.result().status());
    }

    @Test
    void aContextNamesAnIrpUntilItLeavesTheQueue() {
        IoCsqIrpContext context = new IoCsqIrpContext();
        IoCsq csq = queueing(context);
        Sent sent = send();
        assertSame(sent.irp(), context.irp());
        assertSame(sent.irp(), io.csqRemoveIrp(csq, context));
        assertNull(io.csqRemoveIrp(csq, context));
        Sent cancelled = send();
        io.cancelIrp(cancelled.irp());
        assertNull(context.irp());
        assertNull(io.csqRemoveIrp(csq, context));
    }

    @Test
    void anIrpThatIsCancelledBeforeItIsQueuedIsCompletedAtOnce() {
        IoCsq csq = csq();
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ,
                (device, irp) -> {
                    io.cancelIrp(irp);
                    io.csqInsertIrp(csq, irp, null);
                    return NtStatus.STATUS_PENDING;
                });
        assertEquals(NtStatus.STATUS_CANCELLED, send().result().status());
        assertEquals(List.of(), queue);
    }
}

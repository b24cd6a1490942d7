package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** IoCancelIrp and IoCompleteRequest in every state of an IRP. */
@Timeout(20)
class CancelStatesTest {
    private final TestDriver test = new TestDriver(DeviceObject.DO_DIRECT_IO);
    private final Io io = test.io;
    private final Ke ke = test.kernel.ke();
    private final List<Irp> started = new ArrayList<>();
    private final IoStatusBlock result = io.newStatusBlock();

    @AfterEach
    void end() {
        test.close();
    }

    private Irp build() {
        Kevent event = ke.initializeEvent("sent", EventType.NotificationEvent, false);
        return io.buildSynchronousFsdRequest(
                IrpMajor.IRP_MJ_READ, test.device, 0, 0, 0, event, result);
    }

    private void complete(Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        io.completeRequest(irp);
    }

    private void byTheBook(DeviceObject device, Irp irp) {
        boolean waited = ke.removeEntryDeviceQueue(device.deviceQueue(), irp.deviceQueueEntry());
        io.releaseCancelSpinLock(irp.cancelIrql());
        if (waited) {
            complete(irp, NtStatus.STATUS_CANCELLED);
        }
    }

    @Test
    void anIrpThatIsNotSentYetIsOnlyMarked() {
        test.startIo = (device, irp) -> started.add(irp);
        test.cancel = this::byTheBook;
        Irp irp = build();
        assertFalse(io.cancelIrp(irp));
        io.callDriver(test.device, irp);
        assertEquals(List.of(irp), started);
        assertTrue(irp.cancel());
    }

    @Test
    void anIrpThatWasCancelledBeforeItWaitsIsCancelledWhenItIsQueued() {
        test.startIo = (device, irp) -> started.add(irp);
        test.cancel = this::byTheBook;
        io.callDriver(test.device, build());
        Irp irp = build();
        io.cancelIrp(irp);
        io.callDriver(test.device, irp);
        assertTrue(irp.completed());
        assertEquals(NtStatus.STATUS_CANCELLED, result.status());
        assertEquals(1, started.size());
    }

    @Test
    void theCurrentIrpThatStartIoHasClaimedIsOnlyMarked() {
        test.cancel = this::byTheBook;
        test.startIo =
                (device, irp) -> {
                    int old = io.acquireCancelSpinLock();
                    io.setCancelRoutine(irp, null);
                    io.releaseCancelSpinLock(old);
                };
        Irp irp = build();
        io.callDriver(test.device, irp);
        assertFalse(io.cancelIrp(irp));
        assertFalse(irp.completed());
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        test.finish(test.device, irp, NtStatus.STATUS_CANCELLED, 0);
        assertEquals(NtStatus.STATUS_CANCELLED, result.status());
    }

    @Test
    void anIrpInFlightMayHaveACancelRoutineThatStopsTheDevice() {
        test.startIo =
                (device, irp) ->
                        io.setCancelRoutine(
                                irp,
                                (from, cancelled) -> {
                                    io.releaseCancelSpinLock(cancelled.cancelIrql());
                                    test.seen.add("stop");
                                });
        Irp irp = build();
        io.callDriver(test.device, irp);
        assertTrue(io.cancelIrp(irp));
        assertTrue(test.seen.contains("stop"));
        assertFalse(irp.completed());
        assertNull(irp.cancelRoutine());
    }

    @Test
    void aCompleteIrpIsNotCancelled() {
        Irp irp = build();
        io.callDriver(test.device, irp);
        assertEquals(NtStatus.STATUS_SUCCESS, result.status());
        assertEquals(
                BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS,
                assertThrows(BugCheck.class, () -> io.cancelIrp(irp)).code());
    }

    @Test
    void aCancelRoutineThatKeepsTheLockIsABugCheck() {
        test.startIo = (device, irp) -> io.setCancelRoutine(irp, (from, cancelled) -> {});
        Irp irp = build();
        io.callDriver(test.device, irp);
        assertEquals(
                BugCheckCode.IRQL_UNEXPECTED_VALUE,
                assertThrows(BugCheck.class, () -> io.cancelIrp(irp)).code());
    }

    @Test
    void anIrpIsNotCompletedUnderASpinLock() {
        KspinLock lock = ke.initializeSpinLock("device lock");
        test.startIo =
                (device, irp) -> {
                    ke.acquireSpinLockAtDpcLevel(lock);
                    complete(irp, NtStatus.STATUS_SUCCESS);
                };
        Irp irp = build();
        BugCheck stop = assertThrows(BugCheck.class, () -> io.callDriver(test.device, irp));
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, stop.code());
        assertTrue(stop.getMessage().contains("'device lock'"), stop.getMessage());
        assertFalse(irp.completed());
    }

    @Test
    void aCancelRoutineCompletesOnceItHasReleasedTheLock() {
        test.startIo =
                (device, irp) ->
                        io.setCancelRoutine(
                                irp,
                                (from, cancelled) -> {
                                    complete(cancelled, NtStatus.STATUS_CANCELLED);
                                    io.releaseCancelSpinLock(cancelled.cancelIrql());
                                });
        Irp irp = build();
        io.callDriver(test.device, irp);
        BugCheck stop = assertThrows(BugCheck.class, () -> io.cancelIrp(irp));
        assertTrue(stop.getMessage().contains("IoCancelSpinLock"), stop.getMessage());
    }

    @Test
    void aQueueMayRefuseAnIrpAndThenDoesNotMarkIt() {
        KspinLock lock = ke.initializeSpinLock("queue");
        Deque<Irp> queue = new ArrayDeque<>();
        IoCsq csq =
                io.csqInitializeEx(
                        (q, irp, insertContext) -> {
                            if (queue.size() == 1) {
                                return NtStatus.STATUS_DEVICE_BUSY;
                            }
                            queue.add(irp);
                            test.seen.add("insert " + insertContext);
                            return NtStatus.STATUS_SUCCESS;
                        },
                        (q, irp) -> queue.remove(irp),
                        (q, irp, context) -> irp == null ? queue.peek() : null,
                        q -> ke.acquireSpinLock(lock),
                        (q, irql) -> ke.releaseSpinLock(lock, irql),
                        (q, irp) -> complete(irp, NtStatus.STATUS_CANCELLED));
        test.driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ,
                (device, irp) -> {
                    NtStatus status = io.csqInsertIrpEx(csq, irp, null, "context");
                    if (status.isSuccess()) {
                        return NtStatus.STATUS_PENDING;
                    }
                    complete(irp, status);
                    return status;
                });
        Irp first = build();
        assertEquals(NtStatus.STATUS_PENDING, io.callDriver(test.device, first));
        assertTrue(test.seen.contains("insert context"));
        assertEquals(NtStatus.STATUS_DEVICE_BUSY, io.callDriver(test.device, build()));
        assertEquals(NtStatus.STATUS_DEVICE_BUSY, result.status());
        assertFalse(lock.held());
        assertTrue(io.cancelIrp(first));
        assertEquals(NtStatus.STATUS_CANCELLED, result.status());
    }
}

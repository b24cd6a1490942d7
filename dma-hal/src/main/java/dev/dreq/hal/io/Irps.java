package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.trace.TraceSlice;

/** The way of an IRP down a stack of drivers, and back up. */
final class Irps {
    private final Ke ke;
    private final Mm mm;
    private final MdlLedger mdls;
    private final IrpLedger ledger;
    private IoWatch watch = IoWatch.NONE;

    Irps(Ke ke, Mm mm, MdlLedger mdls, IrpLedger ledger) {
        this.ke = ke;
        this.mm = mm;
        this.mdls = mdls;
        this.ledger = ledger;
    }

    void watch(IoWatch newWatch) {
        watch = newWatch;
    }

    NtStatus call(DeviceObject device, Irp irp) {
        int location = irp.currentLocation() - 1;
        if (location < 1) {
            throw new BugCheck(
                    BugCheckCode.NO_MORE_IRP_STACK_LOCATIONS,
                    irp.address(),
                    0,
                    0,
                    0,
                    ("IoCallDriver of %s with an IRP of %d stack locations, all used;"
                                    + " allocate it with the StackSize of the device called")
                            .formatted(device, irp.stackCount()));
        }
        irp.setCurrentLocation(location);
        IoStackLocation stack = irp.stackLocation(location);
        boolean first = location == irp.stackCount() && stack.deviceObject() == null;
        stack.setDeviceObject(device);
        int irql = ke.getCurrentIrql();
        String who =
                "the dispatch routine of %s for %s"
                        .formatted(device.driverObject(), stack.majorFunction());
        SystemObject caller = ke.trace().enter(device);
        TraceSlice slice = ke.trace().dispatch(device, irp, first);
        NtStatus status = null;
        try {
            status =
                    device.driverObject()
                            .majorFunction(stack.majorFunction())
                            .dispatch(device, irp);
        } catch (StatusException e) {
            throw e.unhandledBy(who);
        } finally {
            ke.trace().end(slice, status);
        }
        ke.trace().enter(caller);
        ke.requireReturnAt(irql, who);
        return status;
    }

    void complete(Irp irp) {
        check(irp);
        watch.completes(irp);
        DeviceObject completer = irp.stackLocation(irp.currentLocation()).deviceObject();
        while (irp.currentLocation() <= irp.stackCount()) {
            IoStackLocation passed = irp.stackLocation(irp.currentLocation());
            irp.setPendingReturned((passed.control() & IoStackLocation.SL_PENDING_RETURNED) != 0);
            irp.setCurrentLocation(irp.currentLocation() + 1);
            IoCompletionRoutine routine = passed.completionRoutine();
            if (routine != null && wanted(passed, irp)) {
                Object context = passed.context();
                passed.setCompletion(null, null);
                DeviceObject upper =
                        irp.currentLocation() <= irp.stackCount()
                                ? irp.stackLocation(irp.currentLocation()).deviceObject()
                                : null;
                if (routine.complete(upper, irp, context)
                        == NtStatus.STATUS_MORE_PROCESSING_REQUIRED) {
                    return;
                }
            } else if (irp.pendingReturned() && irp.currentLocation() <= irp.stackCount()) {
                markPending(irp);
            }
        }
        ke.trace().completed(irp, completer);
        finish(irp);
    }

    static void markPending(Irp irp) {
        IoStackLocation stack = irp.stackLocation(irp.currentLocation());
        stack.setControl(stack.control() | IoStackLocation.SL_PENDING_RETURNED);
    }

    private static void check(Irp irp) {
        if (irp.completed() || irp.currentLocation() > irp.stackCount()) {
            throw new BugCheck(
                    BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS,
                    irp.address(),
                    0,
                    0,
                    0,
                    ("IoCompleteRequest of %s, which is complete; complete an IRP once, and do"
                                    + " not touch it afterwards")
                            .formatted(irp));
        }
        if (irp.cancelRoutine() != null) {
            throw new BugCheck(
                    BugCheckCode.CANCEL_STATE_IN_COMPLETED_IRP,
                    irp.address(),
                    0,
                    0,
                    0,
                    ("IoCompleteRequest of %s, which can still be cancelled; call"
                                    + " IoSetCancelRoutine with null first")
                            .formatted(irp));
        }
        if (irp.ioStatus().status() == NtStatus.STATUS_PENDING) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    0x4,
                    irp.address(),
                    0,
                    0,
                    "IoCompleteRequest of %s with STATUS_PENDING; set the final status first"
                            .formatted(irp));
        }
    }

    private static boolean wanted(IoStackLocation passed, Irp irp) {
        int bit =
                irp.ioStatus().status().isSuccess()
                        ? IoStackLocation.SL_INVOKE_ON_SUCCESS
                        : IoStackLocation.SL_INVOKE_ON_ERROR;
        return (passed.control() & bit) != 0
                || (irp.cancel() && (passed.control() & IoStackLocation.SL_INVOKE_ON_CANCEL) != 0);
    }

    /** Gives the caller's buffers back, tells the status, signals the event. */
    private void finish(Irp irp) {
        irp.setCompleted(true);
        ledger.completed(irp);
        for (Mdl mdl = irp.mdlAddress(); mdl != null; ) {
            Mdl next = mdl.next();
            if ((mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0) {
                mm.unlockPages(mdl);
            }
            mdls.free(mdl);
            mdl = next;
        }
        irp.setMdlAddress(null);
        IoStatusBlock result = irp.ioStatus();
        if ((irp.flags() & Irp.IRP_BUFFERED_IO) != 0) {
            if ((irp.flags() & Irp.IRP_INPUT_OPERATION) != 0 && !result.status().isError()) {
                mm.copyForRequestor(
                        irp.userBuffer(), irp.systemBuffer(), (int) result.information());
            }
            if ((irp.flags() & Irp.IRP_DEALLOCATE_BUFFER) != 0) {
                mm.freePool(irp.systemBuffer());
                irp.setSystemBuffer(0);
            }
        }
        IoStatusBlock wanted = irp.userIosb();
        if (wanted != null) {
            wanted.set(result.status(), result.information());
        }
        Kevent event = irp.userEvent();
        if (event != null) {
            ke.setEvent(event);
        }
    }
}

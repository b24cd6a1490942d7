package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.PoolType;
import org.jspecify.annotations.Nullable;

/** The caller's side: builds IRPs around a caller's buffers, sends them, waits. */
final class Requests {
    private static final int METHOD_BUFFERED = 0;
    private static final int METHOD_OUT_DIRECT = 2;
    private static final int METHOD_NEITHER = 3;

    private final Ke ke;
    private final Mm mm;
    private final MdlLedger mdls;
    private final IrpLedger ledger;
    private final Irps irps;

    Requests(Ke ke, Mm mm, MdlLedger mdls, IrpLedger ledger, Irps irps) {
        this.ke = ke;
        this.mm = mm;
        this.mdls = mdls;
        this.ledger = ledger;
        this.irps = irps;
    }

    IoStatusBlock transfer(
            DeviceObject device, IrpMajor major, long va, int length, long byteOffset) {
        DeviceObject top = Devices.top(device);
        return send(
                top,
                major,
                (event, result) ->
                        buildTransfer(
                                major,
                                top,
                                va,
                                length,
                                byteOffset,
                                AccessMode.UserMode,
                                event,
                                result));
    }

    IoStatusBlock control(
            DeviceObject device, int code, long inVa, int inLength, long outVa, int outLength) {
        DeviceObject top = Devices.top(device);
        return send(
                top,
                IrpMajor.IRP_MJ_DEVICE_CONTROL,
                (event, result) ->
                        buildControl(
                                top,
                                code,
                                inVa,
                                inLength,
                                outVa,
                                outLength,
                                AccessMode.UserMode,
                                event,
                                result));
    }

    IoStatusBlock plain(DeviceObject device, IrpMajor major) {
        DeviceObject top = Devices.top(device);
        return send(
                top,
                major,
                (event, result) -> build(top, major, new IoParameters.None(), event, result));
    }

    NtStatus pnp(DeviceObject top, PnpMinor minor, CmResourceList resources) {
        return send(
                        top,
                        IrpMajor.IRP_MJ_PNP,
                        (event, result) -> {
                            Irp irp =
                                    build(
                                            top,
                                            IrpMajor.IRP_MJ_PNP,
                                            new IoParameters.Pnp(minor, resources),
                                            event,
                                            result);
                            irp.ioStatus().set(NtStatus.STATUS_NOT_SUPPORTED, 0);
                            return irp;
                        })
                .status();
    }

    private interface Builder {
        Irp build(Kevent event, IoStatusBlock result);
    }

    private IoStatusBlock send(DeviceObject top, IrpMajor major, Builder builder) {
        IoStatusBlock result = newStatusBlock();
        Kevent event =
                ke.initializeEvent(
                        "completion of %s by %s".formatted(major, top),
                        EventType.NotificationEvent,
                        false);
        Irp irp;
        try {
            irp = builder.build(event, result);
        } catch (StatusException e) {
            result.set(e.status(), 0);
            return result;
        }
        int location = irp.currentLocation() - 1;
        NtStatus status = irps.call(top, irp);
        checkPending(top, irp, irp.stackLocation(location), status);
        if (status == NtStatus.STATUS_PENDING) {
            ke.waitForSingleObject(event);
        }
        return result;
    }

    private static void checkPending(
            DeviceObject top, Irp irp, IoStackLocation stack, NtStatus status) {
        boolean marked = (stack.control() & IoStackLocation.SL_PENDING_RETURNED) != 0;
        boolean pending = status == NtStatus.STATUS_PENDING;
        if (pending == marked && (pending || irp.completed())) {
            return;
        }
        String words;
        if (pending != marked) {
            words =
                    marked
                            ? "marked the IRP pending; return STATUS_PENDING then"
                            : "did not mark the IRP pending; call IoMarkIrpPending first";
        } else {
            words = "did not complete the IRP; call IoCompleteRequest, or return STATUS_PENDING";
        }
        throw new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                irp.address(),
                status.value(),
                0,
                0,
                "the dispatch routine of %s for %s returned %s and %s"
                        .formatted(top.driverObject(), stack.majorFunction(), status, words));
    }

    IoStatusBlock newStatusBlock() {
        return new StatusBlockFields(ke.newObjectAddress(0x10));
    }

    /** An IRP whose next stack location, the top driver's, is filled in. */
    private Irp build(
            DeviceObject top,
            IrpMajor major,
            IoParameters parameters,
            @Nullable Kevent event,
            @Nullable IoStatusBlock result) {
        Irp irp = ledger.allocate(top.stackSize(), AccessMode.UserMode);
        irp.setUser(event, result);
        irp.stackLocation(irp.currentLocation() - 1).set(major, parameters);
        return irp;
    }

    Irp buildTransfer(
            IrpMajor major,
            DeviceObject device,
            long va,
            int length,
            long byteOffset,
            AccessMode mode,
            @Nullable Kevent event,
            @Nullable IoStatusBlock result) {
        if (length < 0 || byteOffset < 0) {
            throw new StatusException(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "%d bytes at offset %d".formatted(length, byteOffset));
        }
        boolean read = major == IrpMajor.IRP_MJ_READ;
        Irp irp =
                build(
                        device,
                        major,
                        new IoParameters.ReadWrite(length, 0, byteOffset),
                        event,
                        result);
        if (length == 0) {
            return irp;
        }
        return filled(
                irp,
                () -> {
                    if ((device.flags() & DeviceObject.DO_DIRECT_IO) != 0) {
                        lock(irp, va, length, mode, read);
                    } else if ((device.flags() & DeviceObject.DO_BUFFERED_IO) != 0) {
                        probe(va, length, mode, read);
                        buffer(irp, length, va, read ? 0 : length, va);
                        irp.setFlags(irp.flags() | (read ? Irp.IRP_INPUT_OPERATION : 0));
                    } else {
                        irp.setUserBuffer(va);
                    }
                });
    }

    /** Gives an IRP its buffers; if they cannot be had, nothing of it is left. */
    private Irp filled(Irp irp, Runnable buffers) {
        try {
            buffers.run();
            return irp;
        } catch (StatusException e) {
            if (irp.systemBuffer() != 0) {
                mm.freePool(irp.systemBuffer());
            }
            ledger.free(irp);
            throw e;
        }
    }

    Irp buildControl(
            DeviceObject top,
            int code,
            long inVa,
            int inLength,
            long outVa,
            int outLength,
            AccessMode mode,
            Kevent event,
            IoStatusBlock result) {
        int method = code & 3;
        Irp irp =
                build(
                        top,
                        IrpMajor.IRP_MJ_DEVICE_CONTROL,
                        new IoParameters.DeviceIoControl(
                                outLength, inLength, code, method == METHOD_NEITHER ? inVa : 0),
                        event,
                        result);
        return filled(
                irp,
                () -> {
                    switch (method) {
                        case METHOD_NEITHER -> irp.setUserBuffer(outVa);
                        case METHOD_BUFFERED ->
                                bufferBoth(irp, mode, inVa, inLength, outVa, outLength);
                        default ->
                                lockOutput(
                                        irp,
                                        mode,
                                        inVa,
                                        inLength,
                                        outVa,
                                        outLength,
                                        method == METHOD_OUT_DIRECT);
                    }
                });
    }

    private void bufferBoth(
            Irp irp, AccessMode mode, long inVa, int inLength, long outVa, int outLength) {
        probe(inVa, inLength, mode, false);
        probe(outVa, outLength, mode, true);
        buffer(irp, Math.max(inLength, outLength), inVa, inLength, outVa);
        irp.setFlags(irp.flags() | (outLength > 0 ? Irp.IRP_INPUT_OPERATION : 0));
    }

    private void lockOutput(
            Irp irp,
            AccessMode mode,
            long inVa,
            int inLength,
            long outVa,
            int outLength,
            boolean read) {
        probe(inVa, inLength, mode, false);
        buffer(irp, inLength, inVa, inLength, 0);
        if (outLength != 0) {
            lock(irp, outVa, outLength, mode, read);
        }
    }

    private void lock(Irp irp, long va, int length, AccessMode mode, boolean read) {
        Mdl mdl = mdls.allocate(va, length, false, irp);
        if (mdl == null) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    "no MDL describes %d bytes".formatted(length));
        }
        try {
            mm.probeAndLockPages(
                    mdl, mode, read ? LockOperation.IoWriteAccess : LockOperation.IoReadAccess);
        } catch (StatusException e) {
            mdls.free(mdl);
            throw e;
        }
    }

    /**
     * ProbeForRead or ProbeForWrite: raises unless the caller may use the buffer so. The length is
     * a ULONG: nobody has 2 GiB in a row.
     */
    private void probe(long va, int length, AccessMode mode, boolean write) {
        if (length != 0) {
            mm.probe(va, Integer.toUnsignedLong(length), mode, write);
        }
    }

    private void buffer(Irp irp, int size, long from, int copied, long to) {
        if (size == 0) {
            return;
        }
        long pool = mm.allocatePool(PoolType.NonPagedPool, size, "IoSb");
        if (pool == 0) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, "no pool for %d bytes".formatted(size));
        }
        mm.copyForRequestor(pool, from, copied);
        irp.setSystemBuffer(pool);
        irp.setUserBuffer(to);
        irp.setFlags(Irp.IRP_BUFFERED_IO | Irp.IRP_DEALLOCATE_BUFFER);
    }
}

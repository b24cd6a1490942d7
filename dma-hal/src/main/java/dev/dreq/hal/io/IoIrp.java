package dev.dreq.hal.io;

import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.Mm;
import org.jspecify.annotations.Nullable;

/**
 * The routines of {@link Io} that move an IRP: down and up a stack, through StartIo, through
 * queues, to its end.
 */
abstract sealed class IoIrp permits IoDevice {
    final Ke ke;
    final MdlLedger mdls;
    private final IrpLedger packetLedger;
    final Irps irps;
    final Requests requests;
    private final Cancellation cancellation;
    private final Packets packets;
    private final CancelSafeQueues csqs;

    IoIrp(Ke ke, Mm mm) {
        this.ke = ke;
        this.mdls = new MdlLedger(mm);
        this.packetLedger = new IrpLedger(ke);
        this.irps = new Irps(ke, mm, mdls, packetLedger);
        this.requests = new Requests(ke, mm, mdls, packetLedger, irps);
        this.cancellation = new Cancellation(ke);
        this.packets = new Packets(ke, cancellation);
        this.csqs = new CancelSafeQueues(cancellation);
    }

    // IRPs

    /** IoAllocateIrp. At or below DISPATCH_LEVEL. */
    public Irp allocateIrp(int stackSize) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoAllocateIrp");
        return packetLedger.allocate(stackSize, AccessMode.KernelMode);
    }

    /**
     * IoFreeIrp: an IRP of {@link #allocateIrp} that no driver has, usually in the completion
     * routine that kept it. At or below DISPATCH_LEVEL.
     */
    public void freeIrp(Irp irp) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoFreeIrp");
        packetLedger.free(irp);
    }

    /** How many IRPs there are that are neither completed nor freed. */
    public int outstandingIrps() {
        return packetLedger.count();
    }

    /**
     * IoBuildSynchronousFsdRequest: an IRP to send with {@link #callDriver} and wait for with
     * {@code event}; raises a status if the buffer cannot be locked. At PASSIVE_LEVEL.
     */
    public Irp buildSynchronousFsdRequest(
            IrpMajor major,
            DeviceObject device,
            long va,
            int length,
            long byteOffset,
            Kevent event,
            IoStatusBlock result) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoBuildSynchronousFsdRequest");
        return requests.buildTransfer(
                major, device, va, length, byteOffset, AccessMode.KernelMode, event, result);
    }

    /**
     * IoBuildDeviceIoControlRequest: an IRP to send with {@link #callDriver} and wait for with
     * {@code event}, with the caller's buffers as the code's method says; raises a status if they
     * cannot be had. At PASSIVE_LEVEL.
     */
    public Irp buildDeviceIoControlRequest(
            int ioControlCode,
            DeviceObject device,
            long inputVa,
            int inputLength,
            long outputVa,
            int outputLength,
            Kevent event,
            IoStatusBlock result) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoBuildDeviceIoControlRequest");
        return requests.buildControl(
                device,
                ioControlCode,
                inputVa,
                inputLength,
                outputVa,
                outputLength,
                AccessMode.KernelMode,
                event,
                result);
    }

    /** A status block. Any IRQL. */
    public IoStatusBlock newStatusBlock() {
        return requests.newStatusBlock();
    }

    /** IoGetCurrentIrpStackLocation. Any IRQL. */
    public IoStackLocation getCurrentIrpStackLocation(Irp irp) {
        return irp.stackLocation(irp.currentLocation());
    }

    /** IoGetNextIrpStackLocation. Any IRQL. */
    public IoStackLocation getNextIrpStackLocation(Irp irp) {
        return irp.stackLocation(irp.currentLocation() - 1);
    }

    /** IoCopyCurrentIrpStackLocationToNext: all but the completion routine. Any IRQL. */
    public void copyCurrentIrpStackLocationToNext(Irp irp) {
        IoStackLocation current = getCurrentIrpStackLocation(irp);
        IoStackLocation next = getNextIrpStackLocation(irp);
        next.set(current.majorFunction(), current.parameters());
        next.setControl(0);
        next.setCompletion(null, null);
    }

    /** IoSkipCurrentIrpStackLocation: the next driver gets this driver's. Any IRQL. */
    public void skipCurrentIrpStackLocation(Irp irp) {
        irp.setCurrentLocation(irp.currentLocation() + 1);
    }

    /**
     * IoSetCompletionRoutine: who is told when the next driver completes the IRP in one of these
     * ways. Any IRQL.
     */
    public void setCompletionRoutine(
            Irp irp,
            @Nullable IoCompletionRoutine routine,
            @Nullable Object context,
            boolean onSuccess,
            boolean onError,
            boolean onCancel) {
        IoStackLocation next = getNextIrpStackLocation(irp);
        next.setCompletion(routine, context);
        next.setControl(
                (onSuccess ? IoStackLocation.SL_INVOKE_ON_SUCCESS : 0)
                        | (onError ? IoStackLocation.SL_INVOKE_ON_ERROR : 0)
                        | (onCancel ? IoStackLocation.SL_INVOKE_ON_CANCEL : 0));
    }

    /** IoCallDriver: sends an IRP to a device. At or below DISPATCH_LEVEL. */
    public NtStatus callDriver(DeviceObject device, Irp irp) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoCallDriver");
        return irps.call(device, irp);
    }

    /** IoMarkIrpPending. Any IRQL. */
    public void markIrpPending(Irp irp) {
        Irps.markPending(irp);
    }

    /**
     * IoCompleteRequest: the status block is set; the IRP is not touched afterwards. At or below
     * DISPATCH_LEVEL, and not while a spin lock is held.
     */
    public void completeRequest(Irp irp) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoCompleteRequest");
        ke.requireNoSpinLock("IoCompleteRequest");
        irps.complete(irp);
    }

    // StartIo

    /**
     * IoStartPacket: calls StartIo with the IRP, or queues it while the device is busy. At or below
     * DISPATCH_LEVEL.
     *
     * @param key where in the queue, unsigned; null for its end
     * @param cancel the IRP's cancel routine, null for none
     */
    public void startPacket(
            DeviceObject device, Irp irp, @Nullable Integer key, @Nullable DriverCancel cancel) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoStartPacket");
        packets.start(device, irp, key, cancel);
    }

    /**
     * IoStartNextPacket: the device is free; calls StartIo with the next IRP, if any. At
     * DISPATCH_LEVEL.
     */
    public void startNextPacket(DeviceObject device, boolean cancelable) {
        ke.requireIrql(Irql.DISPATCH_LEVEL, "IoStartNextPacket");
        packets.startNext(device, cancelable, null);
    }

    /**
     * IoStartNextPacketByKey: as {@link #startNextPacket}, with the first IRP at or behind a key.
     */
    public void startNextPacketByKey(DeviceObject device, boolean cancelable, int key) {
        ke.requireIrql(Irql.DISPATCH_LEVEL, "IoStartNextPacketByKey");
        packets.startNext(device, cancelable, key);
    }

    // Cancellation

    /**
     * IoCancelIrp: calls the IRP's cancel routine; false if it has none. Whoever calls must know
     * that the IRP is not complete yet. At or below DISPATCH_LEVEL.
     */
    public boolean cancelIrp(Irp irp) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoCancelIrp");
        return cancellation.cancel(irp);
    }

    /**
     * IoSetCancelRoutine: returns the old one; null means that the IRP is being cancelled, or could
     * not be. Any IRQL.
     */
    public @Nullable DriverCancel setCancelRoutine(Irp irp, @Nullable DriverCancel routine) {
        return Cancellation.set(irp, routine);
    }

    /** IoAcquireCancelSpinLock: returns the old IRQL. At or below DISPATCH_LEVEL. */
    public int acquireCancelSpinLock() {
        return cancellation.acquire();
    }

    /**
     * IoReleaseCancelSpinLock; a cancel routine passes {@link Irp#cancelIrql}. At DISPATCH_LEVEL.
     */
    public void releaseCancelSpinLock(int irql) {
        cancellation.release(irql);
    }

    /** IoCsqInitialize. Any IRQL. */
    public IoCsq csqInitialize(
            CsqInsertIrp insertIrp,
            CsqRemoveIrp removeIrp,
            CsqPeekNextIrp peekNextIrp,
            CsqAcquireLock acquireLock,
            CsqReleaseLock releaseLock,
            CsqCompleteCanceledIrp completeCanceledIrp) {
        return csqInitializeEx(
                (csq, irp, insertContext) -> {
                    insertIrp.insertIrp(csq, irp);
                    return NtStatus.STATUS_SUCCESS;
                },
                removeIrp,
                peekNextIrp,
                acquireLock,
                releaseLock,
                completeCanceledIrp);
    }

    /** IoCsqInitializeEx: as {@link #csqInitialize}, of a queue that may refuse an IRP. */
    public IoCsq csqInitializeEx(
            CsqInsertIrpEx insertIrp,
            CsqRemoveIrp removeIrp,
            CsqPeekNextIrp peekNextIrp,
            CsqAcquireLock acquireLock,
            CsqReleaseLock releaseLock,
            CsqCompleteCanceledIrp completeCanceledIrp) {
        return new CancelSafeQueues.Queue(
                ke.newObjectAddress(0x40),
                insertIrp,
                removeIrp,
                peekNextIrp,
                acquireLock,
                releaseLock,
                completeCanceledIrp);
    }

    /** IoCsqInsertIrp: marks the IRP pending and queues it. IRQL as the queue's lock. */
    public void csqInsertIrp(IoCsq csq, Irp irp, @Nullable IoCsqIrpContext context) {
        csqs.insert(csq, irp, context, null);
    }

    /**
     * IoCsqInsertIrpEx: as {@link #csqInsertIrp}; if the queue refuses the IRP, its status, and the
     * IRP is neither marked nor queued.
     */
    public NtStatus csqInsertIrpEx(
            IoCsq csq, Irp irp, @Nullable IoCsqIrpContext context, @Nullable Object insertContext) {
        return csqs.insert(csq, irp, context, insertContext);
    }

    /**
     * IoCsqRemoveNextIrp: the next IRP that matches and is not being cancelled, or null. IRQL as
     * the queue's lock.
     */
    public @Nullable Irp csqRemoveNextIrp(IoCsq csq, @Nullable Object peekContext) {
        return csqs.removeNext(csq, peekContext);
    }

    /** IoCsqRemoveIrp: the IRP of a context, or null if it has left. IRQL as the queue's lock. */
    public @Nullable Irp csqRemoveIrp(IoCsq csq, IoCsqIrpContext context) {
        return csqs.remove(csq, context);
    }
}

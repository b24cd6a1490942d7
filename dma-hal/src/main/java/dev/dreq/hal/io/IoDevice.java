package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.ServiceRoutine;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.Mm;
import org.jspecify.annotations.Nullable;

/**
 * The routines of {@link Io} about a driver's own device object: its place in a stack, its
 * interrupt and DPC, its work items.
 */
abstract sealed class IoDevice extends IoIrp permits Io {
    private static final int WORKER_PRIORITY = 12;

    final Devices devices;

    IoDevice(Ke ke, Mm mm) {
        super(ke, mm);
        this.devices = new Devices(ke);
    }

    // Device objects

    /**
     * IoCreateDevice: null if the name is taken; {@code name} null for none. At or below APC_LEVEL.
     */
    public @Nullable DeviceObject createDevice(
            DriverObject driver,
            @Nullable Object deviceExtension,
            @Nullable String name,
            int deviceType,
            int characteristics) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "IoCreateDevice");
        return devices.create(driver, deviceExtension, name, deviceType, characteristics);
    }

    /** IoDeleteDevice. At or below APC_LEVEL. */
    public void deleteDevice(DeviceObject device) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "IoDeleteDevice");
        devices.delete(device);
    }

    /**
     * IoAttachDeviceToDeviceStack: returns the device that {@code source} is now on top of. At or
     * below DISPATCH_LEVEL.
     */
    public DeviceObject attachDeviceToDeviceStack(DeviceObject source, DeviceObject target) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoAttachDeviceToDeviceStack");
        return Devices.attach(source, target);
    }

    /**
     * IoDetachDevice: takes what is attached above {@code target} off. At or below DISPATCH_LEVEL.
     */
    public void detachDevice(DeviceObject target) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoDetachDevice");
        target.setAttachedDevice(null);
    }

    /** IoGetAttachedDevice: the top of a stack. At or below DISPATCH_LEVEL. */
    public DeviceObject getAttachedDevice(DeviceObject device) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoGetAttachedDevice");
        return Devices.top(device);
    }

    // Interrupts

    /** IoInitializeDpcRequest: the device's one DPC. Any IRQL. */
    public void initializeDpcRequest(DeviceObject device, DpcForIsr routine) {
        SystemObject caller = ke.trace().enter(device);
        device.setDpc(
                ke.initializeDpc(
                        (dpc, deferred, irp, context) ->
                                routine.dpcForIsr(dpc, device, (Irp) irp, context),
                        device));
        ke.trace().enter(caller);
    }

    /** IoRequestDpc: queues it; false if it is queued already. Any IRQL, usually in an ISR. */
    public boolean requestDpc(DeviceObject device, @Nullable Irp irp, @Nullable Object context) {
        Kdpc dpc = device.dpc();
        if (dpc == null) {
            throw new BugCheck(
                    BugCheckCode.TIMER_OR_DPC_INVALID,
                    1,
                    device.address(),
                    0,
                    0,
                    "IoRequestDpc for %s, which has no DPC; call IoInitializeDpcRequest first"
                            .formatted(device));
        }
        return ke.insertQueueDpc(dpc, irp, context);
    }

    /**
     * IoConnectInterrupt: null if there is no such line or it is not shared by all. At
     * PASSIVE_LEVEL.
     */
    public @Nullable Kinterrupt connectInterrupt(
            CmResource.Interrupt granted, ServiceRoutine routine, @Nullable Object serviceContext) {
        return connectInterrupt(granted, routine, serviceContext, null, Irql.PASSIVE_LEVEL);
    }

    /** As above, with a lock and an IRQL that several interrupts of one device synchronize by. */
    public @Nullable Kinterrupt connectInterrupt(
            CmResource.Interrupt granted,
            ServiceRoutine routine,
            @Nullable Object serviceContext,
            @Nullable KspinLock lock,
            int synchronizeIrql) {
        return ke.connectInterrupt(
                granted.input(),
                granted.mode(),
                granted.shared(),
                synchronizeIrql,
                lock,
                routine,
                serviceContext);
    }

    /**
     * IoConnectInterruptEx, CONNECT_MESSAGE_BASED, for one message: the routine is called once for
     * each that arrives. Null if somebody is connected to it. At PASSIVE_LEVEL.
     */
    public @Nullable Kinterrupt connectMessageInterrupt(
            CmResource.MessageInterrupt granted,
            ServiceRoutine routine,
            @Nullable Object serviceContext) {
        return connectMessageInterrupt(granted, routine, serviceContext, null, Irql.PASSIVE_LEVEL);
    }

    /** As above, with a lock and an IRQL that several interrupts of one device synchronize by. */
    public @Nullable Kinterrupt connectMessageInterrupt(
            CmResource.MessageInterrupt granted,
            ServiceRoutine routine,
            @Nullable Object serviceContext,
            @Nullable KspinLock lock,
            int synchronizeIrql) {
        return ke.connectMessageInterrupt(
                granted.vector(), synchronizeIrql, lock, routine, serviceContext);
    }

    /** IoDisconnectInterrupt and IoDisconnectInterruptEx. At PASSIVE_LEVEL. */
    public void disconnectInterrupt(Kinterrupt interrupt) {
        ke.disconnectInterrupt(interrupt);
    }

    // Work items

    /** IoAllocateWorkItem. At or below DISPATCH_LEVEL. */
    public IoWorkItem allocateWorkItem(DeviceObject device) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoAllocateWorkItem");
        return new WorkItemFields(ke.newObjectAddress(0x58), device);
    }

    /** IoQueueWorkItem: a worker thread will call {@code routine}. At or below DISPATCH_LEVEL. */
    public void queueWorkItem(
            IoWorkItem item, IoWorkItemRoutine routine, @Nullable Object context) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoQueueWorkItem");
        requireIdle(item, "IoQueueWorkItem");
        item.setQueued(true);
        DeviceObject device = item.deviceObject();
        ke.queueSystemThread(
                "worker for " + device,
                WORKER_PRIORITY,
                start -> {
                    item.setQueued(false);
                    routine.work(device, context);
                },
                null);
    }

    /** IoFreeWorkItem. At or below DISPATCH_LEVEL. */
    public void freeWorkItem(IoWorkItem item) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoFreeWorkItem");
        requireIdle(item, "IoFreeWorkItem");
    }

    private static void requireIdle(IoWorkItem item, String routine) {
        if (item.queued()) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    item.address(),
                    0,
                    0,
                    0,
                    "%s of a work item of %s that is queued; wait until its routine runs"
                            .formatted(routine, item.deviceObject()));
        }
    }
}

package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.Dma;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.ServiceRoutine;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The I/O manager's routines: Io and IoCsq, those that load drivers and start devices, and the
 * caller's side of a request. A routine called at a wrong IRQL is a bug check.
 */
public final class Io extends IoIrp {
    private static final int WORKER_PRIORITY = 12;

    private final Mm mm;
    private final Dma dma;
    private final Devices devices;
    private final PlugAndPlay pnp;

    /** The I/O manager of a kernel whose ke, mm and dma exist. */
    public Io(Kernel kernel) {
        super(kernel.ke(), kernel.mm());
        this.mm = kernel.mm();
        this.dma = kernel.dma();
        this.devices = new Devices(ke);
        this.pnp = new PlugAndPlay(kernel, devices, requests, irps);
    }

    /** Names who sees from now on what ends. */
    public void watch(IoWatch watch) {
        irps.watch(watch);
        pnp.watch(watch);
    }

    // MDLs

    /**
     * IoAllocateMdl: an MDL, or null if {@code length} exceeds 2 GiB - 4 KiB. Its page frames are
     * unknown. At or below DISPATCH_LEVEL.
     *
     * @param secondaryBuffer true to append it to the IRP's chain, false to begin that
     */
    public @Nullable Mdl allocateMdl(
            long va, int length, boolean secondaryBuffer, boolean chargeQuota, @Nullable Irp irp) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoAllocateMdl");
        return mdls.allocate(va, length, secondaryBuffer, irp);
    }

    /** IoFreeMdl: one MDL, not its chain; its pages are unlocked. At or below DISPATCH_LEVEL. */
    public void freeMdl(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoFreeMdl");
        mdls.free(mdl);
    }

    /** IoBuildPartialMdl: see {@link Mm#buildPartialMdl}. At or below DISPATCH_LEVEL. */
    public void buildPartialMdl(Mdl source, Mdl target, long va, int length) {
        mm.buildPartialMdl(source, target, va, length);
    }

    /** How many MDLs of IoAllocateMdl are not freed. */
    public int allocatedMdls() {
        return mdls.count();
    }

    // Devices

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

    /**
     * IoGetDmaAdapter: the adapter, or null if there can be none; {@link Dma#refusal} says why. At
     * PASSIVE_LEVEL.
     *
     * @param physicalDeviceObject asked for its bus if the description leaves that open; null for a
     *     device without one
     * @param numberOfMapRegisters OUT: the most map registers that an operation may have
     */
    public @Nullable DmaAdapter getDmaAdapter(
            @Nullable DeviceObject physicalDeviceObject,
            DeviceDescription description,
            Pulong numberOfMapRegisters) {
        InterfaceType busType = description.interfaceType();
        if (busType == InterfaceType.InterfaceTypeUndefined && physicalDeviceObject != null) {
            busType = pnp.legacyBusType(physicalDeviceObject);
        }
        return dma.getDmaAdapter(physicalDeviceObject, busType, description, numberOfMapRegisters);
    }

    /**
     * IoGetDeviceProperty, DevicePropertyLegacyBusType: the bus of a physical device object. At
     * PASSIVE_LEVEL.
     */
    public InterfaceType legacyBusType(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoGetDeviceProperty");
        return pnp.legacyBusType(physicalDevice);
    }

    /**
     * IoGetDeviceProperty, DevicePropertyHardwareID and DevicePropertyCompatibleIDs: what a driver
     * may be made for, the most special first; empty for a card that cannot tell. At PASSIVE_LEVEL.
     */
    public List<String> hardwareIds(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoGetDeviceProperty");
        return pnp.busDevice(physicalDevice).hardwareIds();
    }

    /**
     * IRP_MN_QUERY_INTERFACE, GUID_BUS_INTERFACE_STANDARD: the way to a device's configuration
     * space; null on a bus that has none. At PASSIVE_LEVEL.
     */
    public @Nullable BusInterfaceStandard queryBusInterface(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_QUERY_INTERFACE");
        return pnp.busDevice(physicalDevice).busInterface();
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

    // Drivers and their devices

    /**
     * Loads a driver, and adds and starts a device for each list of resources. Raises the status
     * that DriverEntry, AddDevice or the start failed with; nothing of the driver is left then. At
     * PASSIVE_LEVEL.
     */
    public DriverObject loadDriver(String name, DriverEntry entry, CmResourceList... devices) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoLoadDriver");
        return pnp.load(name, entry, irps, devices);
    }

    /** Removes a driver's devices and unloads it. At PASSIVE_LEVEL. */
    public void unloadDriver(DriverObject driver) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoUnloadDriver");
        pnp.unload(driver);
    }

    /** Makes a physical device object, and calls AddDevice for it. At PASSIVE_LEVEL. */
    public DeviceObject addDevice(DriverObject driver, CmResourceList resources) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "AddDevice");
        return pnp.add(driver, resources);
    }

    /**
     * A physical device object for a device that the driver of its bus has found. It stays when a
     * driver's device above it is removed. At PASSIVE_LEVEL.
     */
    public DeviceObject newPhysicalDevice(BusDevice device) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoCreateDevice");
        return pnp.enumerated(device);
    }

    /**
     * Calls AddDevice for a device that was found on its bus. Raises STATUS_DEVICE_BUSY if it has a
     * driver, or the status that its resources cannot be had with. At PASSIVE_LEVEL.
     */
    public void addDevice(DriverObject driver, DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "AddDevice");
        pnp.add(driver, physicalDevice);
    }

    /** All that the devices with a driver were granted, for whoever grants more. */
    public List<CmResource> grantedResources() {
        return pnp.grantedResources();
    }

    /** Sends IRP_MN_START_DEVICE to the stack of a physical device. At PASSIVE_LEVEL. */
    public NtStatus startDevice(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_START_DEVICE");
        return pnp.start(physicalDevice);
    }

    /** Sends IRP_MN_QUERY_STOP_DEVICE and IRP_MN_STOP_DEVICE. At PASSIVE_LEVEL. */
    public NtStatus stopDevice(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_STOP_DEVICE");
        return pnp.stop(physicalDevice);
    }

    /**
     * Sends IRP_MN_REMOVE_DEVICE, and deletes the physical device object unless the device is still
     * on its bus. At PASSIVE_LEVEL.
     */
    public void removeDevice(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_REMOVE_DEVICE");
        pnp.remove(physicalDevice);
    }

    // The caller's side

    /** IRP_MJ_CREATE to the top of a device's stack, as for opening it. At PASSIVE_LEVEL. */
    public IoStatusBlock create(DeviceObject device) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwCreateFile");
        return requests.plain(device, IrpMajor.IRP_MJ_CREATE);
    }

    /** IRP_MJ_CLOSE to the top of a device's stack. At PASSIVE_LEVEL. */
    public IoStatusBlock close(DeviceObject device) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwClose");
        return requests.plain(device, IrpMajor.IRP_MJ_CLOSE);
    }

    /**
     * Reads into a user's buffer through the top of a device's stack, and waits. At PASSIVE_LEVEL.
     */
    public IoStatusBlock read(DeviceObject device, long va, int length, long byteOffset) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwReadFile");
        return requests.transfer(device, IrpMajor.IRP_MJ_READ, va, length, byteOffset);
    }

    /** Writes from a user's buffer, as {@link #read}. */
    public IoStatusBlock write(DeviceObject device, long va, int length, long byteOffset) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwWriteFile");
        return requests.transfer(device, IrpMajor.IRP_MJ_WRITE, va, length, byteOffset);
    }

    /**
     * IRP_MJ_DEVICE_CONTROL with a user's buffers, as the code's method says, and waits. At
     * PASSIVE_LEVEL.
     */
    public IoStatusBlock deviceControl(
            DeviceObject device,
            int ioControlCode,
            long inputVa,
            int inputLength,
            long outputVa,
            int outputLength) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwDeviceIoControlFile");
        return requests.control(
                device, ioControlCode, inputVa, inputLength, outputVa, outputLength);
    }
}

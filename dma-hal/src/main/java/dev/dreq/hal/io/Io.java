package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.Dma;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.plugin.Experimental;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The I/O manager's routines: Io and IoCsq, those that load drivers and start devices, and the
 * caller's side of a request. A routine called at a wrong IRQL is a bug check.
 *
 * <p>Those that move an IRP, and those about a driver's own device object, are inherited.
 */
public final class Io extends IoDevice {
    private final Mm mm;
    private final Dma dma;
    private final PlugAndPlay pnp;

    /** The I/O manager of a kernel whose ke, mm and dma exist. */
    public Io(Kernel kernel) {
        super(kernel.ke(), kernel.mm());
        this.mm = kernel.mm();
        this.dma = kernel.dma();
        this.pnp = new PlugAndPlay(kernel, devices, requests, irps);
    }

    /** Names who sees from now on what ends. */
    @Experimental("shaped by the verifier's rules, its only user")
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

    // What a bus driver says of its devices

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
     * IRP_MN_QUERY_INTERFACE, GUID_BUS_INTERFACE_STANDARD: what the bus driver does for a device;
     * null on a bus without configuration space. At PASSIVE_LEVEL.
     */
    public @Nullable BusInterfaceStandard queryBusInterface(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_QUERY_INTERFACE");
        BusConfiguration configuration = pnp.busDevice(physicalDevice).configuration();
        return configuration == null
                ? null
                : new QueriedBusInterface(this, physicalDevice, configuration);
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
     * Deletes the physical device object of a device that the driver of its bus finds no more. At
     * PASSIVE_LEVEL.
     *
     * @return false while a driver's device is above it, which must be removed first
     */
    public boolean deletePhysicalDevice(DeviceObject device) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IoDeleteDevice");
        return pnp.gone(device);
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
     * Sends IRP_MN_SURPRISE_REMOVAL: the device has gone, and {@link #removeDevice} will follow. At
     * PASSIVE_LEVEL.
     */
    public void surpriseRemoval(DeviceObject physicalDevice) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_SURPRISE_REMOVAL");
        pnp.surpriseRemoval(physicalDevice);
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

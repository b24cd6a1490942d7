package dev.dreq.hal.io;

import dev.dreq.hal.ke.KdeviceQueue;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ke;
import org.jspecify.annotations.Nullable;

/** A device object stored in Java fields. */
final class DeviceFields implements DeviceObject {
    private final long address;
    private final String name;
    private final DriverObject driverObject;
    private final int deviceType;
    private final int characteristics;
    private final KdeviceQueue deviceQueue;
    private final WaitContextBlock waitContextBlock = new WaitBlockFields();
    private @Nullable DeviceObject nextDevice;
    private @Nullable DeviceObject attachedDevice;
    private @Nullable Irp currentIrp;
    private int flags = DO_DEVICE_INITIALIZING;
    private @Nullable Object deviceExtension;
    private int stackSize = 1;
    private int alignmentRequirement;
    private @Nullable Kdpc dpc;

    DeviceFields(
            Ke ke,
            String name,
            DriverObject driverObject,
            int deviceType,
            int characteristics,
            @Nullable Object deviceExtension) {
        this.address = ke.newObjectAddress(0x150);
        this.name = name;
        this.driverObject = driverObject;
        this.deviceType = deviceType;
        this.characteristics = characteristics;
        this.deviceQueue = ke.initializeDeviceQueue();
        this.deviceExtension = deviceExtension;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DriverObject driverObject() {
        return driverObject;
    }

    @Override
    public int deviceType() {
        return deviceType;
    }

    @Override
    public int characteristics() {
        return characteristics;
    }

    @Override
    public KdeviceQueue deviceQueue() {
        return deviceQueue;
    }

    @Override
    public WaitContextBlock waitContextBlock() {
        return waitContextBlock;
    }

    @Override
    public @Nullable DeviceObject nextDevice() {
        return nextDevice;
    }

    @Override
    public void setNextDevice(@Nullable DeviceObject newNextDevice) {
        nextDevice = newNextDevice;
    }

    @Override
    public @Nullable DeviceObject attachedDevice() {
        return attachedDevice;
    }

    @Override
    public void setAttachedDevice(@Nullable DeviceObject newAttachedDevice) {
        attachedDevice = newAttachedDevice;
    }

    @Override
    public @Nullable Irp currentIrp() {
        return currentIrp;
    }

    @Override
    public void setCurrentIrp(@Nullable Irp newCurrentIrp) {
        currentIrp = newCurrentIrp;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void setFlags(int newFlags) {
        flags = newFlags;
    }

    @Override
    public @Nullable Object deviceExtension() {
        return deviceExtension;
    }

    @Override
    public void setDeviceExtension(@Nullable Object newDeviceExtension) {
        deviceExtension = newDeviceExtension;
    }

    @Override
    public int stackSize() {
        return stackSize;
    }

    @Override
    public void setStackSize(int newStackSize) {
        stackSize = newStackSize;
    }

    @Override
    public int alignmentRequirement() {
        return alignmentRequirement;
    }

    @Override
    public void setAlignmentRequirement(int newAlignmentRequirement) {
        alignmentRequirement = newAlignmentRequirement;
    }

    @Override
    public @Nullable Kdpc dpc() {
        return dpc;
    }

    @Override
    public void setDpc(Kdpc newDpc) {
        dpc = newDpc;
    }

    @Override
    public String toString() {
        return name;
    }
}

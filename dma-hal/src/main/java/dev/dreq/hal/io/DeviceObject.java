package dev.dreq.hal.io;

import dev.dreq.hal.ke.KdeviceQueue;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/** DEVICE_OBJECT: something that IRPs are sent to. Made by {@link Io#createDevice}. */
public interface DeviceObject extends SystemObject {
    int DO_BUFFERED_IO = 0x0004;
    int DO_DIRECT_IO = 0x0010;
    int DO_DEVICE_INITIALIZING = 0x0080;
    int DO_BUS_ENUMERATED_DEVICE = 0x1000;
    int DO_POWER_PAGABLE = 0x2000;

    int FILE_REMOVABLE_MEDIA = 0x0001;
    int FILE_READ_ONLY_DEVICE = 0x0002;
    int FILE_FLOPPY_DISKETTE = 0x0004;

    /** Such as {@code \Device\Floppy0}; made up where the driver gave none. */
    String name();

    /** Whose it is. */
    DriverObject driverObject();

    /** The next device of the same driver. */
    @Nullable DeviceObject nextDevice();

    /** For the kernel's routines only. */
    void setNextDevice(@Nullable DeviceObject nextDevice);

    /** The device attached above this one. */
    @Nullable DeviceObject attachedDevice();

    /** For the kernel's routines only. */
    void setAttachedDevice(@Nullable DeviceObject attachedDevice);

    /** The IRP that StartIo works on. */
    @Nullable Irp currentIrp();

    /** For the kernel's routines, and drivers that queue for themselves. */
    void setCurrentIrp(@Nullable Irp currentIrp);

    /** The DO_ bits. */
    int flags();

    /** Replaces the DO_ bits. */
    void setFlags(int flags);

    /** The FILE_ bits. */
    int characteristics();

    /** The driver's own data. */
    @Nullable Object deviceExtension();

    /** Sets the driver's own data. */
    void setDeviceExtension(@Nullable Object deviceExtension);

    /** FILE_DEVICE_. */
    int deviceType();

    /** How many stack locations an IRP for this device needs. */
    int stackSize();

    /** Sets the number of stack locations. */
    void setStackSize(int stackSize);

    /** What transfer buffers are aligned to, minus one. */
    int alignmentRequirement();

    /** Sets the alignment mask. */
    void setAlignmentRequirement(int alignmentRequirement);

    /** Where IRPs wait for StartIo. */
    KdeviceQueue deviceQueue();

    /** The DPC of {@link Io#initializeDpcRequest}; null before. */
    @Nullable Kdpc dpc();

    /** For {@link Io#initializeDpcRequest} only. */
    void setDpc(Kdpc dpc);

    /** Queue.Wcb: the one place of this device in a line for an adapter channel. */
    WaitContextBlock waitContextBlock();
}

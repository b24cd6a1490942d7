package dev.dreq.hal.io;

import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/** DRIVER_OBJECT: a loaded driver and its entry points. */
public interface DriverObject extends SystemObject {

    /** Such as {@code \Driver\Flpydisk}. */
    String driverName();

    /** The first of the driver's device objects, then {@link DeviceObject#nextDevice}. */
    @Nullable DeviceObject deviceObject();

    /** For the kernel's routines only. */
    void setDeviceObject(@Nullable DeviceObject deviceObject);

    /**
     * The dispatch routine for a function; one that fails with STATUS_INVALID_DEVICE_REQUEST until
     * set.
     */
    DriverDispatch majorFunction(IrpMajor major);

    /** Sets a dispatch routine. */
    void setMajorFunction(IrpMajor major, DriverDispatch dispatch);

    /** StartIo; null until set. */
    @Nullable DriverStartIo driverStartIo();

    /** Sets StartIo. */
    void setDriverStartIo(DriverStartIo driverStartIo);

    /** DriverExtension.AddDevice; null until set. */
    @Nullable DriverAddDevice addDevice();

    /** Sets AddDevice. */
    void setAddDevice(DriverAddDevice addDevice);

    /** Unload; null until set. */
    @Nullable DriverUnload driverUnload();

    /** Sets Unload. */
    void setDriverUnload(DriverUnload driverUnload);
}

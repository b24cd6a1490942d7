package dev.dreq.hal.io;

import dev.dreq.hal.ke.Ke;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A driver object stored in Java fields. */
final class DriverFields implements DriverObject {
    private final long address;
    private final String driverName;
    private final Map<IrpMajor, DriverDispatch> majorFunctions = new EnumMap<>(IrpMajor.class);
    private @Nullable DeviceObject deviceObject;
    private @Nullable DriverStartIo driverStartIo;
    private @Nullable DriverAddDevice addDevice;
    private @Nullable DriverUnload driverUnload;

    DriverFields(Ke ke, String driverName, DriverDispatch invalidRequest) {
        this.address = ke.newObjectAddress(0x150);
        this.driverName = driverName;
        for (IrpMajor major : IrpMajor.values()) {
            majorFunctions.put(major, invalidRequest);
        }
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public String driverName() {
        return driverName;
    }

    @Override
    public @Nullable DeviceObject deviceObject() {
        return deviceObject;
    }

    @Override
    public void setDeviceObject(@Nullable DeviceObject newDeviceObject) {
        deviceObject = newDeviceObject;
    }

    @Override
    public @Nullable DriverStartIo driverStartIo() {
        return driverStartIo;
    }

    @Override
    public @Nullable DriverAddDevice addDevice() {
        return addDevice;
    }

    @Override
    public @Nullable DriverUnload driverUnload() {
        return driverUnload;
    }

    @Override
    public DriverDispatch majorFunction(IrpMajor major) {
        DriverDispatch dispatch = majorFunctions.get(major);
        if (dispatch == null) {
            throw new IllegalStateException("no dispatch routine for " + major);
        }
        return dispatch;
    }

    @Override
    public void setMajorFunction(IrpMajor major, DriverDispatch dispatch) {
        majorFunctions.put(major, dispatch);
    }

    @Override
    public void setDriverStartIo(DriverStartIo newStartIo) {
        driverStartIo = newStartIo;
    }

    @Override
    public void setAddDevice(DriverAddDevice newAddDevice) {
        addDevice = newAddDevice;
    }

    @Override
    public void setDriverUnload(DriverUnload newUnload) {
        driverUnload = newUnload;
    }

    @Override
    public String toString() {
        return driverName;
    }
}

package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The device objects: whose they are, what they are called, how they are stacked. */
final class Devices {
    private final Ke ke;
    private final Set<String> names = new HashSet<>();
    private int unnamed;

    Devices(Ke ke) {
        this.ke = ke;
    }

    @Nullable DeviceObject create(
            DriverObject driver,
            @Nullable Object deviceExtension,
            @Nullable String name,
            int deviceType,
            int characteristics) {
        String called = name != null ? name : "\\Device\\%08x".formatted(++unnamed);
        if (!names.add(called)) {
            return null;
        }
        DeviceObject device =
                new DeviceFields(ke, called, driver, deviceType, characteristics, deviceExtension);
        device.setNextDevice(driver.deviceObject());
        driver.setDeviceObject(device);
        return device;
    }

    void delete(DeviceObject device) {
        if (!names.remove(device.name())) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    device.address(),
                    0,
                    0,
                    0,
                    "IoDeleteDevice of %s, which is deleted; delete it once".formatted(device));
        }
        DriverObject driver = device.driverObject();
        DeviceObject next = device.nextDevice();
        DeviceObject before = driver.deviceObject();
        if (before == device) {
            driver.setDeviceObject(next);
        }
        while (before != null && before.nextDevice() != device) {
            before = before.nextDevice();
        }
        if (before != null) {
            before.setNextDevice(next);
        }
        device.setNextDevice(null);
    }

    static DeviceObject top(DeviceObject device) {
        DeviceObject top = device;
        for (DeviceObject above = top.attachedDevice();
                above != null;
                above = top.attachedDevice()) {
            top = above;
        }
        return top;
    }

    static DeviceObject attach(DeviceObject source, DeviceObject target) {
        DeviceObject top = top(target);
        top.setAttachedDevice(source);
        source.setStackSize(top.stackSize() + 1);
        source.setAlignmentRequirement(
                Math.max(source.alignmentRequirement(), top.alignmentRequirement()));
        return top;
    }
}

package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.tools.testkit.Firmware;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * A driver that was loaded, and its device that was started.
 *
 * @param driver which
 * @param device the physical device under its device
 */
record StartedDriver(DriverObject driver, DeviceObject device) {

    /** Loads a driver and starts its device, in a thread of the kernel. */
    static StartedDriver start(
            Kernel kernel, Machine machine, DeviceNode node, String name, DriverEntry entry) {
        try {
            DriverObject driver = kernel.io().loadDriver(name, entry);
            DeviceObject device =
                    Firmware.addDevice(kernel, driver, machine, node)
                            .orElseThrow(
                                    () ->
                                            new ParameterResolutionException(
                                                    "%s does not answer in its PCI slot"
                                                            .formatted(node.name())));
            NtStatus status = kernel.io().startDevice(device);
            if (!status.isSuccess()) {
                throw new ParameterResolutionException(
                        "driver %s cannot start %s: %s%s"
                                .formatted(name, node.name(), status, trouble(kernel)));
            }
            return new StartedDriver(driver, device);
        } catch (StatusException e) {
            throw new ParameterResolutionException(
                    "driver %s cannot be loaded for %s: %s"
                            .formatted(name, node.name(), e.getMessage()),
                    e);
        }
    }

    private static String trouble(Kernel kernel) {
        List<String> said = new ArrayList<>(kernel.ke().reports());
        kernel.dma().refusal().ifPresent(said::add);
        return said.isEmpty() ? "" : "; " + String.join("; ", said);
    }

    /** Unloads the driver, unless the test has done so. */
    void unload(Kernel kernel) {
        if (driver.deviceObject() != null) {
            kernel.io().unloadDriver(driver);
        }
    }
}

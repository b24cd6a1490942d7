package dev.dreq.tools.cli.remote;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.tools.cli.job.Card;
import java.util.Optional;

/**
 * The first function of a bochs-display's ids.
 *
 * @param videoMemory in bytes
 */
record DisplayCard(long videoMemory) implements Card {
    private static final int VENDOR = 0x1234;
    private static final int DEVICE = 0x1111;

    @Override
    public String name() {
        return "display";
    }

    @Override
    public Optional<DeviceObject> addTo(Kernel kernel, DriverObject driver) {
        Optional<DeviceObject> function =
                kernel.pci().enumerate().stream()
                        .filter(
                                found ->
                                        found.identity().vendorId() == VENDOR
                                                && found.identity().deviceId() == DEVICE)
                        .findFirst()
                        .map(PciDevice::physicalDevice);
        function.ifPresent(device -> kernel.io().addDevice(driver, device));
        return function;
    }

    @Override
    public String dmaTrouble(Kernel kernel) {
        return kernel.dma().refusal().map(why -> "; " + why).orElse("");
    }
}

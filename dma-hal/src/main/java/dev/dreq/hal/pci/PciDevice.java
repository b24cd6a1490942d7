package dev.dreq.hal.pci;

import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import java.util.List;
import java.util.Optional;

/**
 * A function on the bus: to drivers, a device.
 *
 * @param slot where it sits
 * @param identity what it says it is
 * @param bars its base address registers, by index; none of bridges, whose windows are the
 *     chipset's
 * @param capabilities in the order of its list
 * @param physicalDevice what a driver's AddDevice is given
 * @param resources what a driver is started with: ports and memory in the order of {@code bars},
 *     then its messages, or its line
 * @param refusal why it can have no resources and so no driver, if so
 */
public record PciDevice(
        PciSlotNumber slot,
        PciIdentity identity,
        List<BaseAddress> bars,
        List<PciCapability> capabilities,
        DeviceObject physicalDevice,
        CmResourceList resources,
        Optional<String> refusal) {

    /**
     * Whether a driver for this hardware id or compatible id, such as {@code
     * PCI\VEN_1234&DEV_1111}, is one for it. Case does not matter.
     */
    public boolean matches(String hardwareId) {
        return identity.hardwareIds().stream().anyMatch(hardwareId::equalsIgnoreCase);
    }

    /** Such as {@code PCI function 00:03.0 (1234:1111)}. */
    @Override
    public String toString() {
        return "PCI function %s (%s)".formatted(slot, identity);
    }
}

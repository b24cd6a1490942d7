package dev.dreq.hal.pci;

import java.util.List;
import java.util.Optional;

/**
 * A function as the scan of the bus found it, not decoding unless it is a bridge.
 *
 * @param interruptPin 1..4 for INTA..INTD, 0 for none
 * @param trouble why it cannot be used, if so
 */
record FoundFunction(
        PciSlotNumber slot,
        ConfigurationSpace space,
        PciIdentity identity,
        List<PciCapability> capabilities,
        List<BaseAddress> bars,
        int interruptPin,
        Optional<String> trouble) {

    /** Such as {@code PCI function 00:03.0 (1234:1111)}. */
    @Override
    public String toString() {
        return "PCI function %s (%s)".formatted(slot, identity);
    }
}

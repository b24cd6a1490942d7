package dev.dreq.hal.pci;

import dev.dreq.hal.ke.Ke;
import java.util.ArrayList;
import java.util.List;

/** Looks who is on bus 0. Buses behind bridges are not looked at. */
final class BusScan {
    private static final int DEVICES = 32;
    private static final int FUNCTIONS = 8;
    private static final int MULTIFUNCTION = 0x80;
    private static final int INTD = 4;

    private final ConfigurationMechanism mechanism;
    private final Ke ke;

    BusScan(ConfigurationMechanism mechanism, Ke ke) {
        this.mechanism = mechanism;
        this.ke = ke;
    }

    /** Where functions answer; nowhere on a machine without a host bridge. Writes to none. */
    List<PciSlotNumber> present() {
        List<PciSlotNumber> found = new ArrayList<>();
        if (!mechanism.present()) {
            return found;
        }
        for (int device = 0; device < DEVICES; device++) {
            PciSlotNumber first = new PciSlotNumber(device, 0);
            if (!isPresent(first)) {
                continue;
            }
            found.add(first);
            if ((mechanism.read8(first, ConfigurationSpace.HEADER_TYPE) & MULTIFUNCTION) == 0) {
                continue;
            }
            for (int function = 1; function < FUNCTIONS; function++) {
                PciSlotNumber slot = new PciSlotNumber(device, function);
                if (isPresent(slot)) {
                    found.add(slot);
                }
            }
        }
        return found;
    }

    /** Nobody answers with ones; zeros come from hardware that is broken or half there. */
    private boolean isPresent(PciSlotNumber slot) {
        int vendor = mechanism.read16(slot, ConfigurationSpace.VENDOR_ID);
        return vendor != 0xFFFF && vendor != 0;
    }

    /** Looks at one, which decodes nothing afterwards unless it is a bridge. */
    FoundFunction look(PciSlotNumber slot) {
        ConfigurationSpace space = new ConfigurationSpace(mechanism, slot, ke);
        PciIdentity identity = PciIdentity.read(space);
        String name = "PCI function %s (%s)".formatted(slot, identity);
        List<String> trouble = new ArrayList<>();
        List<BaseAddress> bars =
                identity.isPlaceable() ? new BarSizing(space, trouble::add).size() : List.of();
        List<PciCapability> capabilities =
                identity.headerType() <= 1
                        ? CapabilityList.read(
                                space, oddity -> ke.report("%s: %s".formatted(name, oddity)))
                        : List.of();
        int pin = identity.isPlaceable() ? space.read8(ConfigurationSpace.INTERRUPT_PIN) : 0;
        return new FoundFunction(
                slot,
                space,
                identity,
                capabilities,
                bars,
                pin <= INTD ? pin : 0,
                trouble.stream().findFirst());
    }
}

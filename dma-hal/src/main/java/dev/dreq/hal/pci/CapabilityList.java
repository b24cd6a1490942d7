package dev.dreq.hal.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks a function's capability list, which may be anything: it ends at the first entry that is no
 * entry, or was passed before.
 */
final class CapabilityList {
    private static final int FIRST = 0x40;
    private static final int NO_CAPABILITY = 0xFF;

    private CapabilityList() {}

    static List<PciCapability> read(ConfigurationSpace space, Consumer<String> oddity) {
        if ((space.read16(ConfigurationSpace.STATUS) & ConfigurationSpace.STATUS_CAPABILITIES_LIST)
                == 0) {
            return List.of();
        }
        List<PciCapability> found = new ArrayList<>();
        boolean[] passed = new boolean[0x100];
        int offset = space.read8(ConfigurationSpace.CAPABILITIES_POINTER) & 0xFC;
        while (offset != 0) {
            if (passed[offset]) {
                oddity.accept("its capability list comes back to %02X".formatted(offset));
                break;
            }
            if (offset < FIRST) {
                oddity.accept("its capability list leads into the header, %02X".formatted(offset));
                break;
            }
            passed[offset] = true;
            int entry = space.read16(offset);
            if ((entry & 0xFF) == NO_CAPABILITY) {
                oddity.accept("its capability list leads to nothing, %02X".formatted(offset));
                break;
            }
            found.add(new PciCapability(entry & 0xFF, offset));
            offset = (entry >>> 8) & 0xFC;
        }
        return List.copyOf(found);
    }

    static Optional<PciCapability> first(List<PciCapability> capabilities, int id) {
        return capabilities.stream().filter(capability -> capability.id() == id).findFirst();
    }
}

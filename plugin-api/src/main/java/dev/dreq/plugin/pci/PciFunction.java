package dev.dreq.plugin.pci;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a PCI function is and asks for: the constant part of its configuration space.
 *
 * @param vendor vendor id, 16 bits
 * @param device device id, 16 bits
 * @param classCode class, subclass and programming interface, 24 bits
 * @param revision 8 bits
 * @param subsystemVendor 16 bits
 * @param subsystem 16 bits
 * @param interruptPin 1..4 for INTA..INTD, 0 for none
 * @param msiVectors interrupt messages, 0 or 1; with 1 the function has an MSI capability with
 *     64-bit addresses
 * @param bars its base address registers, none upon another
 */
public record PciFunction(
        int vendor,
        int device,
        int classCode,
        int revision,
        int subsystemVendor,
        int subsystem,
        int interruptPin,
        int msiVectors,
        List<PciBar> bars) {

    public PciFunction {
        check("vendor", vendor, 0xffff);
        check("device", device, 0xffff);
        check("class code", classCode, 0xff_ffff);
        check("revision", revision, 0xff);
        check("subsystem vendor", subsystemVendor, 0xffff);
        check("subsystem", subsystem, 0xffff);
        check("interrupt pin", interruptPin, 4);
        check("MSI vectors", msiVectors, 1);
        bars = List.copyOf(bars);
        Set<Integer> taken = new HashSet<>();
        for (PciBar bar : bars) {
            boolean free = taken.add(bar.index());
            if (bar.kind() == PciBar.Kind.PREFETCHABLE_64) {
                free &= taken.add(bar.index() + 1);
            }
            if (!free) {
                throw new IllegalArgumentException(
                        "base address register %d is asked for twice".formatted(bar.index()));
            }
        }
    }

    private static void check(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("%s is 0..%x, not %x".formatted(what, max, value));
        }
    }
}

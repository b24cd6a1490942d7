package dev.dreq.hal.pci;

/**
 * PCI_SLOT_NUMBER: where a function sits on bus 0.
 *
 * @param device 0..31
 * @param function 0..7
 */
public record PciSlotNumber(int device, int function) {

    public PciSlotNumber {
        if (device < 0 || device > 31 || function < 0 || function > 7) {
            throw new IllegalArgumentException(
                    "no such PCI function: device %d, function %d".formatted(device, function));
        }
    }

    /** As people write it, such as {@code 00:03.0}. */
    @Override
    public String toString() {
        return "00:%02x.%x".formatted(device, function);
    }
}

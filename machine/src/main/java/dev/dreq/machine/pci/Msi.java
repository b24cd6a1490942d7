package dev.dreq.machine.pci;

/**
 * The MSI capability: one vector, 64-bit addresses, no masks. PCI Local Bus Specification 3.0,
 * section 6.8.1.
 */
final class Msi {

    /** Where the capability is. */
    static final int CAPABILITY = 0x40;

    private static final int ID = 0x05;
    private static final int CONTROL = CAPABILITY + 2;
    private static final int ADDRESS = CAPABILITY + 4;
    private static final int ADDRESS_HIGH = CAPABILITY + 8;
    private static final int DATA = CAPABILITY + 12;
    private static final int CONTROL_ENABLE = 1 << 0;
    private static final int CONTROL_64_BIT = 1 << 7;

    private final ConfigSpace space;

    Msi(ConfigSpace space) {
        this.space = space;
    }

    static void declare(ConfigSpace space) {
        space.set(CAPABILITY, 1, ID)
                .set(CONTROL, 2, CONTROL_64_BIT)
                .writable(CONTROL, 2, CONTROL_ENABLE)
                .writable(ADDRESS, 4, ~3)
                .writable(ADDRESS_HIGH, 4, -1)
                .writable(DATA, 2, 0xffff);
    }

    /** Whether software has enabled messages; never on a function without the capability. */
    boolean enabled() {
        return (space.get(CONTROL, 2) & CONTROL_ENABLE) != 0;
    }

    /** Where a message is written. */
    long address() {
        return (space.get(ADDRESS, 4) & 0xffff_ffffL) | ((long) space.get(ADDRESS_HIGH, 4) << 32);
    }

    /** What a message writes, 0..FFFF. */
    int data() {
        return space.get(DATA, 2);
    }
}

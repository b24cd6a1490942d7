package dev.dreq.machine.pci;

import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciFunction;

/**
 * The type 00 header of a function: where its registers are, and what of them can be written. PCI
 * Local Bus Specification 3.0, section 6.1.
 */
final class Header {

    static final int COMMAND = 0x04;
    static final int STATUS = 0x06;
    static final int BARS = 0x10;

    static final int COMMAND_IO = 1 << 0;
    static final int COMMAND_MEMORY = 1 << 1;
    static final int COMMAND_MASTER = 1 << 2;
    static final int COMMAND_SERR = 1 << 8;
    static final int COMMAND_INTX_DISABLE = 1 << 10;

    static final int STATUS_INTERRUPT = 3;
    static final int STATUS_CAPABILITIES = 4;
    static final int STATUS_SIGNALED_TARGET_ABORT = 11;
    static final int STATUS_RECEIVED_TARGET_ABORT = 12;
    static final int STATUS_RECEIVED_MASTER_ABORT = 13;

    private static final int VENDOR = 0x00;
    private static final int DEVICE = 0x02;
    private static final int REVISION = 0x08;
    private static final int CLASS_CODE = 0x09;
    private static final int CACHE_LINE_SIZE = 0x0c;
    private static final int SUBSYSTEM_VENDOR = 0x2c;
    private static final int SUBSYSTEM = 0x2e;
    private static final int CAPABILITIES = 0x34;
    private static final int INTERRUPT_LINE = 0x3c;
    private static final int INTERRUPT_PIN = 0x3d;

    private static final int COMMAND_WRITABLE =
            COMMAND_IO | COMMAND_MEMORY | COMMAND_MASTER | COMMAND_SERR | COMMAND_INTX_DISABLE;
    private static final int STATUS_ERRORS = 0xf900;

    private Header() {}

    /** The configuration space of a function, as after power-on. */
    static ConfigSpace of(PciFunction function) {
        ConfigSpace space =
                new ConfigSpace()
                        .set(VENDOR, 2, function.vendor())
                        .set(DEVICE, 2, function.device())
                        .set(REVISION, 1, function.revision())
                        .set(CLASS_CODE, 3, function.classCode())
                        .set(SUBSYSTEM_VENDOR, 2, function.subsystemVendor())
                        .set(SUBSYSTEM, 2, function.subsystem())
                        .set(INTERRUPT_PIN, 1, function.interruptPin())
                        .writable(COMMAND, 2, COMMAND_WRITABLE)
                        .clearable(STATUS, 2, STATUS_ERRORS)
                        .writable(CACHE_LINE_SIZE, 1, 0xff)
                        .writable(INTERRUPT_LINE, 1, 0xff);
        function.bars().forEach(bar -> declare(bar, space));
        if (function.msiVectors() > 0) {
            space.set(CAPABILITIES, 1, Msi.CAPABILITY).set(STATUS, 2, 1 << STATUS_CAPABILITIES);
            Msi.declare(space);
        }
        return space;
    }

    private static void declare(PciBar bar, ConfigSpace space) {
        int offset = offset(bar);
        int kind =
                switch (bar.kind()) {
                    case IO -> 0x1;
                    case MEMORY -> 0x0;
                    case PREFETCHABLE -> 0x8;
                    case PREFETCHABLE_64 -> 0xc;
                };
        space.set(offset, 4, kind).writable(offset, 4, (int) -bar.size());
        if (bar.kind() == PciBar.Kind.PREFETCHABLE_64) {
            space.writable(offset + 4, 4, -1);
        }
    }

    /** Where a base address register is. */
    static int offset(PciBar bar) {
        return BARS + 4 * bar.index();
    }

    /** Whether all bits of the command register in {@code mask} are set. */
    static boolean commands(ConfigSpace space, int mask) {
        return (space.get(COMMAND, 2) & mask) == mask;
    }

    /** Sets or clears a bit of the status register, as the hardware itself does. */
    static void status(ConfigSpace space, int bit, boolean on) {
        space.put(STATUS + bit / 8, bit % 8, on);
    }
}

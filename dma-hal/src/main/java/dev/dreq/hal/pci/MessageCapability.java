package dev.dreq.hal.pci;

/** The MSI capability of a function. PCI Local Bus Specification 3.0, section 6.8.1. */
final class MessageCapability {
    private static final int CONTROL = 0x02;
    private static final int ADDRESS = 0x04;
    private static final int ADDRESS_HIGH = 0x08;

    private static final int CONTROL_ENABLE = 1;
    private static final int CONTROL_CAPABLE_SHIFT = 1;
    private static final int CONTROL_ENABLED_SHIFT = 4;
    private static final int CONTROL_COUNT = 7;
    private static final int CONTROL_64_BIT = 1 << 7;
    private static final int CONTROL_MASKS = 1 << 8;

    /** A code for 64 or 128 messages is reserved. */
    private static final int MOST_CODE = 5;

    /** A local APIC's range; physical destination 0. */
    private static final int MESSAGE_ADDRESS = 0xFEE0_0000;

    private final ConfigurationSpace space;
    private final int offset;
    private final int control;

    MessageCapability(ConfigurationSpace space, PciCapability capability) {
        this.space = space;
        this.offset = capability.offset();
        this.control = space.read16(offset + CONTROL);
    }

    /** Whether all of it is inside configuration space. */
    boolean isWhole() {
        return offset + length() <= 0x100;
    }

    private int data() {
        return (control & CONTROL_64_BIT) != 0 ? 0x0C : 0x08;
    }

    private int length() {
        return data() + ((control & CONTROL_MASKS) != 0 ? 0x0C : 0x02);
    }

    /** How many messages the function would like, 1..32. */
    int wanted() {
        int code = (control >> CONTROL_CAPABLE_SHIFT) & CONTROL_COUNT;
        return code > MOST_CODE ? 1 : 1 << code;
    }

    /** The function sends messages from now on, {@code count} of them from {@code vector} on. */
    void enable(int vector, int count) {
        space.write32(offset + ADDRESS, MESSAGE_ADDRESS);
        if ((control & CONTROL_64_BIT) != 0) {
            space.write32(offset + ADDRESS_HIGH, 0);
        }
        space.write16(offset + data(), vector);
        if ((control & CONTROL_MASKS) != 0) {
            space.write32(offset + data() + 4, 0);
        }
        space.write16(
                offset + CONTROL,
                off()
                        | Integer.numberOfTrailingZeros(count) << CONTROL_ENABLED_SHIFT
                        | CONTROL_ENABLE);
    }

    /** The function sends no more messages. */
    void disable() {
        space.write16(offset + CONTROL, off());
    }

    private int off() {
        return control & ~((CONTROL_COUNT << CONTROL_ENABLED_SHIFT) | CONTROL_ENABLE);
    }
}

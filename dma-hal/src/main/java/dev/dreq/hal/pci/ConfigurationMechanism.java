package dev.dreq.hal.pci;

import dev.dreq.plugin.cpu.CpuBus;

/**
 * Configuration mechanism #1: an address in port CF8, data in CFC-CFF. PCI Local Bus Specification
 * 3.0, section 3.2.2.3.2. No interrupt is taken between the two, so that a service routine may use
 * it as well.
 */
final class ConfigurationMechanism {
    private static final int CONFIG_ADDRESS = 0xCF8;
    private static final int CONFIG_DATA = 0xCFC;
    private static final int ENABLE = 0x8000_0000;

    private final CpuBus bus;

    ConfigurationMechanism(CpuBus bus) {
        this.bus = bus;
    }

    /** Whether there is a host bridge: its address register keeps what is written. */
    boolean present() {
        bus.out32(CONFIG_ADDRESS, ENABLE);
        return bus.in32(CONFIG_ADDRESS) == ENABLE;
    }

    int read8(PciSlotNumber slot, int register) {
        return bus.in8(select(slot, register)) & 0xFF;
    }

    int read16(PciSlotNumber slot, int register) {
        return bus.in16(select(slot, register)) & 0xFFFF;
    }

    int read32(PciSlotNumber slot, int register) {
        return bus.in32(select(slot, register));
    }

    void write8(PciSlotNumber slot, int register, int value) {
        bus.out8(select(slot, register), value);
    }

    void write16(PciSlotNumber slot, int register, int value) {
        bus.out16(select(slot, register), value);
    }

    void write32(PciSlotNumber slot, int register, int value) {
        bus.out32(select(slot, register), value);
    }

    /** Returns the data port of a register, which does not cross a double word. */
    private int select(PciSlotNumber slot, int register) {
        bus.out32(
                CONFIG_ADDRESS,
                ENABLE | slot.device() << 11 | slot.function() << 8 | (register & 0xFC));
        return CONFIG_DATA + (register & 3);
    }
}

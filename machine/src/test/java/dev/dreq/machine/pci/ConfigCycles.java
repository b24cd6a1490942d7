package dev.dreq.machine.pci;

import dev.dreq.plugin.cpu.CpuBus;

/** Configuration cycles as software makes them. */
final class ConfigCycles {

    static final int COMMAND = 0x04;
    static final int STATUS = 0x06;
    static final int BAR0 = 0x10;

    static final int IO = 1;
    static final int MEMORY = 2;
    static final int MASTER = 4;
    static final int INTX_DISABLE = 0x400;

    private final CpuBus bus;

    ConfigCycles(CpuBus bus) {
        this.bus = bus;
    }

    private int select(int slot, int register) {
        bus.out32(0xcf8, 0x8000_0000 | slot << 11 | (register & 0xfc));
        return 0xcfc + (register & 3);
    }

    int read8(int slot, int register) {
        return bus.in8(select(slot, register));
    }

    int read16(int slot, int register) {
        return bus.in16(select(slot, register));
    }

    int read32(int slot, int register) {
        return bus.in32(select(slot, register));
    }

    void write8(int slot, int register, int value) {
        bus.out8(select(slot, register), value);
    }

    void write16(int slot, int register, int value) {
        bus.out16(select(slot, register), value);
    }

    void write32(int slot, int register, int value) {
        bus.out32(select(slot, register), value);
    }

    /** Writes the command register. */
    void command(int slot, int value) {
        write16(slot, COMMAND, value);
    }

    /** Writes a base address register. */
    void bar(int slot, int index, long address) {
        write32(slot, BAR0 + 4 * index, (int) address);
    }

    /** Routes PIRQA to PIRQD. */
    void route(int a, int b, int c, int d) {
        write32(1, 0x60, a | b << 8 | c << 16 | d << 24);
    }

    /** Enables MSI. */
    void messages(int slot, long address, int data) {
        write32(slot, 0x44, (int) address);
        write32(slot, 0x48, (int) (address >>> 32));
        write16(slot, 0x4c, data);
        write16(slot, 0x42, 1);
    }
}

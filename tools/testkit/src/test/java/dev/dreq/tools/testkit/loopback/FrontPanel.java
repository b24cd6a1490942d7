package dev.dreq.tools.testkit.loopback;

import dev.dreq.plugin.cpu.CpuBus;

/** A card as somebody with probes on it sees it, whose looking takes no time. */
final class FrontPanel {
    private static final int LIMIT = 0x04;
    private static final int MOVED = 0x08;
    private static final int DATA_OFFSET = 0x10;
    private static final int DATA = 0x14;

    private final CpuBus bus;
    private final int base;

    FrontPanel(CpuBus bus, int base) {
        this.bus = bus;
        this.base = base;
    }

    /** Fills the buffer from its first byte on. */
    void fill(byte[] bytes) {
        bus.out32(base + DATA_OFFSET, 0);
        for (byte value : bytes) {
            bus.out8(base + DATA, value);
        }
    }

    /** The first {@code length} bytes of the buffer. */
    byte[] contents(int length) {
        bus.out32(base + DATA_OFFSET, 0);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) bus.in8(base + DATA);
        }
        return bytes;
    }

    /** The card has enough of an operation after so many bytes, 0 for never. */
    void limit(int bytes) {
        bus.out32(base + LIMIT, bytes);
    }

    /** Bytes that the card says the latest operation moved. */
    int moved() {
        return bus.in32(base + MOVED);
    }
}

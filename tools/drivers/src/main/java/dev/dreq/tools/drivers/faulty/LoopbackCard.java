package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.io.Hardware;

/** The loop-back slave: its channel says where in memory, and how much. */
final class LoopbackCard implements Card {
    private static final int CONTROL = 0x00;
    private static final int STATUS = 0x01;
    private static final int START_OFFSET = 0x0c;

    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x02;
    private static final int INTERRUPT_ENABLE = 0x04;
    private static final int INTERRUPT = 0x08;

    private final Hardware hardware;
    private final int base;

    /** The card whose ports begin at {@code base}. */
    LoopbackCard(Hardware hardware, int base) {
        this.hardware = hardware;
        this.base = base;
    }

    @Override
    public void start(long logicalAddress, int length, int offset, boolean toMemory) {
        hardware.writePortUlong(base + START_OFFSET, offset);
        hardware.writePortUchar(
                base + CONTROL, START | INTERRUPT_ENABLE | (toMemory ? TO_MEMORY : 0));
    }

    @Override
    public boolean acknowledge() {
        boolean ours = (hardware.readPortUchar(base + STATUS) & INTERRUPT) != 0;
        if (ours) {
            hardware.writePortUchar(base + STATUS, INTERRUPT);
        }
        return ours;
    }

    @Override
    public void stop() {
        hardware.writePortUchar(base + CONTROL, 0);
    }
}

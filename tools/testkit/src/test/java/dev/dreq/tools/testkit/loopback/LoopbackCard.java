package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.Hardware;

/** The card's registers, as the driver uses them. */
final class LoopbackCard {
    private static final int CONTROL = 0x00;
    private static final int STATUS = 0x01;
    private static final int START_OFFSET = 0x0c;

    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x02;
    private static final int INTERRUPT_ENABLE = 0x04;

    private static final int INTERRUPT = 0x08;

    private final Hardware hardware;
    private final int base;

    LoopbackCard(Hardware hardware, CmResource.Port ports) {
        this.hardware = hardware;
        this.base = ports.start();
    }

    /** Raises DREQ; an interrupt ends the operation. The channel is programmed. */
    void start(int offset, boolean toMemory) {
        hardware.writePortUlong(base + START_OFFSET, offset);
        hardware.writePortUchar(
                base + CONTROL, START | INTERRUPT_ENABLE | (toMemory ? TO_MEMORY : 0));
    }

    /** Lowers the interrupt line; false if it was not this card that raised it. */
    boolean acknowledge() {
        if ((hardware.readPortUchar(base + STATUS) & INTERRUPT) == 0) {
            return false;
        }
        hardware.writePortUchar(base + STATUS, INTERRUPT);
        return true;
    }

    /** Stops whatever it does. */
    void stop() {
        hardware.writePortUchar(base + CONTROL, 0);
    }
}

package dev.dreq.machine.pci;

import dev.dreq.machine.irq.InterruptInputs;

/**
 * The PCI interrupt lines PIRQA-PIRQD and where the ISA bridge routes them. A line is high while
 * any function on it asserts; an input of the processor is high while any line routed to it is, or
 * its ISA card. 82371SB data sheet, PIRQRC[A:D].
 */
final class PirqRouter {

    static final int LINES = 4;

    /** The configuration register of PIRQA; the others follow. */
    static final int ROUTES = 0x60;

    /** Bit 7: not routed; bits 3-0: the IRQ. */
    static final int POWER_ON = 0x80;

    static final int WRITABLE = 0x8f;

    private static final int RESERVED_IRQS = 1 | 1 << 1 | 1 << 2 | 1 << 8 | 1 << 13;
    private static final int NOWHERE = -1;

    private final InterruptInputs inputs;
    private final int[] asserting = new int[LINES];
    private final int[] routed = {NOWHERE, NOWHERE, NOWHERE, NOWHERE};

    PirqRouter(InterruptInputs inputs) {
        this.inputs = inputs;
    }

    /**
     * The line that a pin of a slot is wired to: the slots' pins are rotated, so that single-pin
     * cards spread.
     *
     * @param pin 1..4 for INTA..INTD
     */
    static int line(int slot, int pin) {
        return (pin - 1 + slot - 1) & (LINES - 1);
    }

    /** A slot drives a line. */
    void drive(int line, int slot, boolean level) {
        int bit = 1 << slot;
        asserting[line] = level ? asserting[line] | bit : asserting[line] & ~bit;
        update(line);
    }

    /** The route registers of the ISA bridge have changed, perhaps. */
    void route(ConfigSpace bridge) {
        for (int line = 0; line < LINES; line++) {
            int input = input(bridge.get(ROUTES + line, 1));
            int before = routed[line];
            routed[line] = input;
            if (before != input && before != NOWHERE) {
                inputs.wire(before).drive(source(line), false);
            }
            update(line);
        }
    }

    private static int input(int route) {
        int irq = route & 0xf;
        return (route & POWER_ON) != 0 || (RESERVED_IRQS >> irq & 1) != 0 ? NOWHERE : irq;
    }

    private void update(int line) {
        if (routed[line] != NOWHERE) {
            inputs.wire(routed[line]).drive(source(line), asserting[line] != 0);
        }
    }

    /** The number of a line among those that drive an input; 0 is the ISA card. */
    private static int source(int line) {
        return line + 1;
    }
}

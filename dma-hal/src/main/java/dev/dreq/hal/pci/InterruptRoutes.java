package dev.dreq.hal.pci;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Routes the PCI interrupt lines PIRQA-PIRQD through the ISA bridge, 8086:7000, to interrupt inputs
 * that no ISA card has. 82371SB data sheet, PIRQRC[A:D]. Lines that nobody is on stay unrouted.
 */
final class InterruptRoutes {
    static final int VENDOR_INTEL = 0x8086;
    static final int DEVICE_PIIX3_ISA = 0x7000;

    /** Route control of PIRQA, the others follow. Bit 7: not routed; bits 3-0: the IRQ. */
    private static final int PIRQRCA = 0x60;

    private static final int PIRQS = 4;

    /** So many inputs are used: a PC firmware's choice, that leaves the others to ISA cards. */
    private static final int INPUTS = 2;

    /** What the bridge can route to, and what is least likely to be needed comes first. */
    private static final int[] CANDIDATES = {10, 11, 9, 5, 7, 15, 14, 12, 4, 3, 6};

    private final @Nullable ConfigurationSpace bridge;
    private final int[] inputs;
    private final boolean[] routed = new boolean[PIRQS];

    /**
     * Nothing is routed yet.
     *
     * @param taken inputs that ISA cards have
     */
    InterruptRoutes(List<FoundFunction> functions, IntPredicate taken) {
        Optional<FoundFunction> found =
                functions.stream()
                        .filter(function -> function.identity().vendorId() == VENDOR_INTEL)
                        .filter(function -> function.identity().deviceId() == DEVICE_PIIX3_ISA)
                        .findFirst();
        this.bridge = found.map(FoundFunction::space).orElse(null);
        this.inputs = IntStream.of(CANDIDATES).filter(taken.negate()).limit(INPUTS).toArray();
    }

    /**
     * The interrupt input that a function's pin reaches, which is routed now; -1 if it reaches
     * none.
     *
     * @param pin 1..4 for INTA..INTD
     */
    int route(PciSlotNumber slot, int pin) {
        if (bridge == null || inputs.length == 0) {
            return -1;
        }
        int pirq = pirq(slot, pin);
        int input = inputs[pirq % inputs.length];
        if (!routed[pirq]) {
            routed[pirq] = true;
            bridge.write8(PIRQRCA + pirq, input);
        }
        return input;
    }

    /** The slots' pins are rotated, so that cards with one pin spread over the lines. */
    static int pirq(PciSlotNumber slot, int pin) {
        return (pin - 1 + slot.device() - 1) & (PIRQS - 1);
    }
}

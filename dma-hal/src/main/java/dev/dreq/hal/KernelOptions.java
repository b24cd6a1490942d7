package dev.dreq.hal;

import java.util.List;

/**
 * What may be chosen about a kernel.
 *
 * @param dmaMapRegisterLimit the most map registers that one adapter is granted, 0 for no limit of
 *     our own
 * @param seed decides how pages are scattered in physical memory
 * @param bufferAbove the physical address from which on callers' buffers lie
 * @param isaInterrupts interrupt inputs that ISA cards have: no PCI line is routed to them
 * @param messageInterrupts whether PCI functions may use interrupt messages; false on a bus that
 *     delivers none
 */
public record KernelOptions(
        int dmaMapRegisterLimit,
        long seed,
        long bufferAbove,
        List<Integer> isaInterrupts,
        boolean messageInterrupts) {

    public KernelOptions {
        if (dmaMapRegisterLimit < 0) {
            throw new IllegalArgumentException(
                    "map register limit %d: give 0 for none, or a positive number"
                            .formatted(dmaMapRegisterLimit));
        }
        if (bufferAbove < 0) {
            throw new IllegalArgumentException(
                    "buffers cannot lie above the negative address " + bufferAbove);
        }
        isaInterrupts = List.copyOf(isaInterrupts);
        for (int input : isaInterrupts) {
            if (input < 0 || input > 15) {
                throw new IllegalArgumentException(
                        "ISA interrupt %d: give one of 0..15".formatted(input));
            }
        }
    }

    /** No limit, seed 0, buffers anywhere, no ISA cards with interrupts, messages. */
    public static KernelOptions defaults() {
        return new KernelOptions(0, 0, 0, List.of(), true);
    }

    /** The same with another limit of map registers. */
    public KernelOptions withDmaMapRegisterLimit(int limit) {
        return new KernelOptions(limit, seed, bufferAbove, isaInterrupts, messageInterrupts);
    }

    /** The same with another seed. */
    public KernelOptions withSeed(long newSeed) {
        return new KernelOptions(
                dmaMapRegisterLimit, newSeed, bufferAbove, isaInterrupts, messageInterrupts);
    }

    /** The same with buffers at or above a physical address. */
    public KernelOptions withBufferAbove(long physicalAddress) {
        return new KernelOptions(
                dmaMapRegisterLimit, seed, physicalAddress, isaInterrupts, messageInterrupts);
    }

    /** The same with other ISA cards, by their interrupt inputs. */
    public KernelOptions withIsaInterrupts(List<Integer> inputs) {
        return new KernelOptions(dmaMapRegisterLimit, seed, bufferAbove, inputs, messageInterrupts);
    }

    /** The same with or without interrupt messages. */
    public KernelOptions withMessageInterrupts(boolean delivered) {
        return new KernelOptions(dmaMapRegisterLimit, seed, bufferAbove, isaInterrupts, delivered);
    }
}

package dev.dreq.hal;

/**
 * What may be chosen about a kernel.
 *
 * @param dmaMapRegisterLimit the most map registers that one adapter is granted, 0 for no limit of
 *     our own
 * @param seed decides how pages are scattered in physical memory
 * @param bufferAbove the physical address from which on callers' buffers lie
 */
public record KernelOptions(int dmaMapRegisterLimit, long seed, long bufferAbove) {

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
    }

    /** No limit, seed 0, buffers anywhere. */
    public static KernelOptions defaults() {
        return new KernelOptions(0, 0, 0);
    }

    /** The same with another limit of map registers. */
    public KernelOptions withDmaMapRegisterLimit(int limit) {
        return new KernelOptions(limit, seed, bufferAbove);
    }

    /** The same with another seed. */
    public KernelOptions withSeed(long newSeed) {
        return new KernelOptions(dmaMapRegisterLimit, newSeed, bufferAbove);
    }

    /** The same with buffers at or above a physical address. */
    public KernelOptions withBufferAbove(long physicalAddress) {
        return new KernelOptions(dmaMapRegisterLimit, seed, physicalAddress);
    }
}

package dev.dreq.tools.drivers.busmaster;

import java.util.Optional;

/**
 * What the engine can do.
 *
 * @param addressBits of its logical addresses, 32 or 64
 * @param scatterGather it takes tables
 * @param ring it takes a ring
 * @param mostEntries of a table
 * @param maximumLength bytes in a command
 */
record EngineCapabilities(
        int addressBits, boolean scatterGather, boolean ring, int mostEntries, int maximumLength) {

    private static final int ADDRESS_BITS = 0xff;
    private static final int SCATTER_GATHER = 1 << 8;
    private static final int RING = 1 << 9;

    /** Reads DMA_CAPS and DMA_MAXLEN. */
    static EngineCapabilities of(int caps, int maximumLength) {
        return new EngineCapabilities(
                caps & ADDRESS_BITS,
                (caps & SCATTER_GATHER) != 0,
                (caps & RING) != 0,
                caps >>> 16,
                maximumLength);
    }

    /** Whether it takes an operation in several ranges on a path. */
    boolean takesRanges(TransferPath path) {
        return switch (path) {
            case SINGLE -> false;
            case SG, SG_LIST -> scatterGather && mostEntries > 0;
            case RING -> true;
        };
    }

    /** Why a driver cannot work with this engine on a path, if it cannot. */
    Optional<String> lacks(TransferPath path) {
        if (addressBits < 32 || maximumLength <= 0) {
            return Optional.of(
                    "it says that it has %d address bits and moves %d bytes at most"
                            .formatted(addressBits, maximumLength));
        }
        return switch (path) {
            case SINGLE, SG, SG_LIST -> Optional.empty();
            case RING ->
                    ring
                            ? Optional.empty()
                            : Optional.of("it has no ring; path=single does without");
        };
    }
}

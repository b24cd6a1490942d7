package dev.dreq.devices.display;

/**
 * What kind of engine an adapter has.
 *
 * @param scatterGather it reads scatter/gather tables
 * @param dma64 it has 64 address lines, else 32
 * @param maxTransfer most bytes of one command
 * @param maxEntries most entries of a scatter/gather table
 * @param pace how fast it is
 */
record EngineSettings(
        boolean scatterGather, boolean dma64, long maxTransfer, int maxEntries, Pace pace) {}

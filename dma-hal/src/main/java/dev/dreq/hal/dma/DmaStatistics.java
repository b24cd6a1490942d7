package dev.dreq.hal.dma;

/**
 * What an adapter has done so far.
 *
 * @param device the device object that it was made for, or its channel if there was none
 * @param mapRegisters what IoGetDmaAdapter granted
 * @param mapRegistersPeak the most that were allocated at a time
 * @param mapTransfers calls of MapTransfer
 * @param longestOperation the longest of them, in bytes
 * @param bytes all of them, in bytes
 * @param bouncedBytes bytes copied between buffers and map registers
 */
public record DmaStatistics(
        String device,
        int mapRegisters,
        int mapRegistersPeak,
        long mapTransfers,
        long longestOperation,
        long bytes,
        long bouncedBytes) {}

package dev.dreq.hal.dma;

/**
 * What an adapter has done so far.
 *
 * @param device the device object that it was made for, or its channel if there was none
 * @param mapRegisters what IoGetDmaAdapter granted
 * @param mapRegistersPeak the most that were allocated at a time
 * @param mapTransfers calls of MapTransfer and MapTransferEx
 * @param longestOperation the longest operation, in bytes
 * @param bytes all that was mapped, in bytes
 * @param bouncedBytes bytes copied between buffers and map registers
 * @param sgElements ranges of logical addresses that a bus master was given, by MapTransfer or in
 *     scatter/gather lists
 */
public record DmaStatistics(
        String device,
        int mapRegisters,
        int mapRegistersPeak,
        long mapTransfers,
        long longestOperation,
        long bytes,
        long bouncedBytes,
        long sgElements) {}

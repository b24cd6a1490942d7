package dev.dreq.hal.dma;

/** Counts what an adapter does. */
final class DmaCounters {
    private int mapRegistersPeak;
    private long mapTransfers;
    private long longestOperation;
    private long bytes;
    private long bouncedBytes;

    void mapped(long length) {
        mapTransfers++;
        bytes += length;
        longestOperation = Math.max(longestOperation, length);
    }

    void bounced(long length) {
        bouncedBytes += length;
    }

    void allocated(int mapRegisters) {
        mapRegistersPeak = Math.max(mapRegistersPeak, mapRegisters);
    }

    DmaStatistics statistics(String device, int mapRegisters) {
        return new DmaStatistics(
                device,
                mapRegisters,
                mapRegistersPeak,
                mapTransfers,
                longestOperation,
                bytes,
                bouncedBytes);
    }
}

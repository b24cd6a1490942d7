package dev.dreq.hal.dma;

/** Counts what an adapter does. */
final class DmaCounters {
    private int mapRegistersHeld;
    private int mapRegistersPeak;
    private long mapTransfers;
    private long longestOperation;
    private long bytes;
    private long bouncedBytes;
    private long sgElements;

    /** A MapTransfer of {@code length} bytes, which makes its operation {@code operation} long. */
    void mapped(long length, long operation) {
        mapTransfers++;
        bytes += length;
        longestOperation = Math.max(longestOperation, operation);
    }

    /** A MapTransferEx, whose bytes were told of as a list's, of so many elements. */
    void transfer(int elements) {
        mapTransfers++;
        sgElements += elements;
    }

    /** A scatter/gather list was built, of {@code length} bytes. */
    void listed(long length) {
        bytes += length;
        longestOperation = Math.max(longestOperation, length);
    }

    /** A range of logical addresses was handed out. */
    void element() {
        sgElements++;
    }

    /** A list of so many ranges was handed out. */
    void elements(int count) {
        sgElements += count;
    }

    void bounced(long length) {
        bouncedBytes += length;
    }

    void allocated(int mapRegisters) {
        mapRegistersHeld += mapRegisters;
        mapRegistersPeak = Math.max(mapRegistersPeak, mapRegistersHeld);
    }

    void released(int mapRegisters) {
        mapRegistersHeld -= mapRegisters;
    }

    DmaStatistics statistics(String device, int mapRegisters) {
        return new DmaStatistics(
                device,
                mapRegisters,
                mapRegistersPeak,
                mapTransfers,
                longestOperation,
                bytes,
                bouncedBytes,
                sgElements);
    }
}

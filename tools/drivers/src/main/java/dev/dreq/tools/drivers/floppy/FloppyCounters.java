package dev.dreq.tools.drivers.floppy;

/** Counts what the driver does, for {@link FloppyStatistics}. */
final class FloppyCounters {
    private long operations;
    private long longestOperation;
    private long bytesRead;
    private long bytesWritten;
    private long retries;
    private long timeouts;
    private long sectorBufferOperations;

    void operation(int length) {
        operations++;
        longestOperation = Math.max(longestOperation, length);
    }

    void moved(boolean write, long bytes) {
        if (write) {
            bytesWritten += bytes;
        } else {
            bytesRead += bytes;
        }
    }

    void retried() {
        retries++;
    }

    void timedOut() {
        timeouts++;
    }

    void throughSectorBuffer() {
        sectorBufferOperations++;
    }

    FloppyStatistics statistics(int mapRegisters) {
        return new FloppyStatistics(
                mapRegisters,
                operations,
                longestOperation,
                bytesRead,
                bytesWritten,
                retries,
                timeouts,
                sectorBufferOperations);
    }
}

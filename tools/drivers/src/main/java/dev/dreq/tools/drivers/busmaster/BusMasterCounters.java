package dev.dreq.tools.drivers.busmaster;

/** Counts what the driver does, for {@link BusMasterStatistics}. */
final class BusMasterCounters {
    private long operations;
    private long longestOperation;
    private long runs;
    private long bytesRead;
    private long bytesWritten;
    private long timeouts;

    void operation(LogicalRuns told) {
        operations++;
        longestOperation = Math.max(longestOperation, told.total());
        runs += told.count();
    }

    void moved(boolean write, long bytes) {
        if (write) {
            bytesWritten += bytes;
        } else {
            bytesRead += bytes;
        }
    }

    void timedOut() {
        timeouts++;
    }

    BusMasterStatistics statistics(int mapRegisters, int maximumLength) {
        return new BusMasterStatistics(
                mapRegisters,
                maximumLength,
                operations,
                longestOperation,
                runs,
                bytesRead,
                bytesWritten,
                timeouts);
    }
}

package dev.dreq.tools.drivers.display;

/** Counts what the miniport does, for {@link DisplayStatistics}. */
final class DisplayCounters {
    private long startDmaCalls;
    private long commands;
    private long sgElements;
    private long bytesWritten;
    private long bytesRead;
    private long interrupts;
    private long polls;
    private long timeouts;
    private long bytesCopied;

    void startDma() {
        startDmaCalls++;
    }

    void list(int elements) {
        sgElements += elements;
    }

    void command() {
        commands++;
    }

    void moved(boolean toScreen, long bytes) {
        if (toScreen) {
            bytesWritten += bytes;
        } else {
            bytesRead += bytes;
        }
    }

    void copied(boolean toScreen, long bytes) {
        bytesCopied += bytes;
        moved(toScreen, bytes);
    }

    void interrupted() {
        interrupts++;
    }

    void polled() {
        polls++;
    }

    void timedOut() {
        timeouts++;
    }

    DisplayStatistics statistics(long maximumLength) {
        return new DisplayStatistics(
                maximumLength,
                startDmaCalls,
                commands,
                sgElements,
                bytesWritten,
                bytesRead,
                interrupts,
                polls,
                timeouts,
                bytesCopied);
    }
}

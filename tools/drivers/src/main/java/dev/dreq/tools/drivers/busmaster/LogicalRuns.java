package dev.dreq.tools.drivers.busmaster;

/** Where the device finds the bytes of an operation: ranges of logical addresses, in order. */
final class LogicalRuns {
    private final long[] addresses;
    private final int[] lengths;
    private int count;
    private int total;

    /** Room for so many. */
    LogicalRuns(int most) {
        addresses = new long[most];
        lengths = new int[most];
    }

    void clear() {
        count = 0;
        total = 0;
    }

    boolean isFull() {
        return count == addresses.length;
    }

    void add(long address, int length) {
        addresses[count] = address;
        lengths[count] = length;
        count++;
        total += length;
    }

    int count() {
        return count;
    }

    long address(int index) {
        return addresses[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Bytes of all. */
    int total() {
        return total;
    }
}

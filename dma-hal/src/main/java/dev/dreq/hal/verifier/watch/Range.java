package dev.dreq.hal.verifier.watch;

/**
 * Bytes in a row.
 *
 * @param start the first
 * @param length how many, more than 0
 */
record Range(long start, long length) {

    /** The address behind the last byte. */
    long end() {
        return start + length;
    }

    boolean overlaps(long otherStart, long otherLength) {
        return otherStart < end() && start < otherStart + otherLength;
    }

    boolean contains(long address) {
        return address >= start && address < end();
    }
}

package dev.dreq.hal.dma;

/** Map registers that lie side by side, granted together and returned together. */
final class RegisterAllocation {
    private final int first;
    private final long base;
    private final long address;
    private int count;

    /**
     * @param first index of its first register
     * @param base what drivers know it by
     * @param address where the device sees its first register
     */
    RegisterAllocation(int first, long base, long address) {
        this.first = first;
        this.base = base;
        this.address = address;
    }

    int first() {
        return first;
    }

    long base() {
        return base;
    }

    long address() {
        return address;
    }

    /** How many registers it has; 0 while it is not granted. */
    int count() {
        return count;
    }

    void setCount(int count) {
        this.count = count;
    }
}

package dev.dreq.hal.dma;

/**
 * Stands between a device and what is mapped for it through one allocation of map registers. What
 * an operation maps, how it is split and what is bounced is decided before, and stays as it is.
 */
public interface DoubleBuffer {

    /** Nothing: the device is shown memory as it lies. */
    DoubleBuffer NONE =
            new DoubleBuffer() {
                @Override
                public long show(long address, long length, boolean writeToDevice) {
                    return address;
                }

                @Override
                public void withdraw(long address, long length) {}

                @Override
                public void close() {}
            };

    /**
     * A range is mapped. Ranges of an operation that follow one another in memory follow one
     * another before the device, too.
     *
     * @param address the physical address of its first byte, in the buffer or in map registers
     * @return the logical address, where the device finds that byte
     */
    long show(long address, long length, boolean writeToDevice);

    /**
     * The device has done with a range that was shown just so: what it wrote has to lie in memory
     * when this returns.
     */
    void withdraw(long address, long length);

    /** The map registers are given back, and with them whatever is still shown. */
    void close();
}

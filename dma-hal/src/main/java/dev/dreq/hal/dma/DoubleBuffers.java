package dev.dreq.hal.dma;

/** Makes the double buffers of an adapter. */
public interface DoubleBuffers {

    /** No device has one. */
    DoubleBuffers NONE =
            new DoubleBuffers() {
                @Override
                public DoubleBuffer of(int mapRegisters) {
                    return DoubleBuffer.NONE;
                }

                @Override
                public void close() {}
            };

    /** For an allocation of so many map registers, at least 1, until it is given back. */
    DoubleBuffer of(int mapRegisters);

    /** The adapter is put. */
    void close();
}

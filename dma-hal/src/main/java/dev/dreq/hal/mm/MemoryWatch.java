package dev.dreq.hal.mm;

/** Sees the processor's loads and stores through virtual addresses, by physical address. */
public interface MemoryWatch {

    /** Sees nothing. */
    MemoryWatch NONE =
            new MemoryWatch() {
                @Override
                public void loads(long physicalAddress, long length) {}

                @Override
                public void stores(long physicalAddress, long length) {}
            };

    /** Bytes, more than 0, are about to be loaded. */
    void loads(long physicalAddress, long length);

    /** Bytes, more than 0, are about to be stored. */
    void stores(long physicalAddress, long length);
}

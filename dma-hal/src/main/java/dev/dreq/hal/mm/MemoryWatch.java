package dev.dreq.hal.mm;

import dev.dreq.plugin.Experimental;

/** Sees the processor's loads and stores through virtual addresses, by physical address. */
@Experimental("shaped by the verifier's rules, its only user")
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

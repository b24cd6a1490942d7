package dev.dreq.hal.dma;

import org.jspecify.annotations.Nullable;

/** Where an adapter's map registers come from. */
interface MapRegisters {

    /** What a request for no registers is granted: no registers, and base 0. */
    RegisterAllocation none();

    /**
     * As many registers as {@code channel} wants; null if it has to wait for them, and will be told
     * by {@link AdapterChannel#granted}.
     */
    @Nullable RegisterAllocation request(AdapterChannel channel);

    /** A channel that waits does so no more. Who is behind it gets its turn in {@link #serve}. */
    void cancel(AdapterChannel channel);

    /** Takes registers back. Who waits gets its turn in {@link #serve}. */
    void release(RegisterAllocation allocation);

    /** Grants registers to those who wait. */
    void serve();
}

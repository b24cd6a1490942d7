package dev.dreq.plugin.cpu;

/** Cache maintenance, on machines whose processor and bus masters do not see memory alike. */
public interface CacheControl extends CpuBusCapability {

    /** Makes the processor's stores to a physical range visible to bus masters. */
    void clean(long address, long length);

    /**
     * Makes the processor's next loads from a physical range see what bus masters have stored until
     * now. What the processor stored there and did not clean is lost.
     */
    void invalidate(long address, long length);

    /**
     * Takes a physical range out of ({@code true}) or back into ({@code false}) the cache, as for a
     * common buffer.
     */
    void uncached(long address, long length, boolean uncached);
}

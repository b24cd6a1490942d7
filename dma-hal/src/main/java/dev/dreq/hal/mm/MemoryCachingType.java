package dev.dreq.hal.mm;

/** MEMORY_CACHING_TYPE: how the processor caches a mapping. */
public enum MemoryCachingType {
    MmNonCached,
    MmCached,
    MmWriteCombined
}

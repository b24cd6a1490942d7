package dev.dreq.hal.mm;

/** POOL_TYPE: what an allocation may be touched from. */
public enum PoolType {
    /** Resident; touched at any IRQL. */
    NonPagedPool,
    /** Touched at or below APC_LEVEL only, unless locked. */
    PagedPool
}

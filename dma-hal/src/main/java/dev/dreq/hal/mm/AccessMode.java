package dev.dreq.hal.mm;

/** KPROCESSOR_MODE: on whose behalf an address is used. */
public enum AccessMode {
    /** Any address is trusted. */
    KernelMode,
    /** Only user addresses are allowed. */
    UserMode
}

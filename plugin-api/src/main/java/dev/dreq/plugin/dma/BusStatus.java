package dev.dreq.plugin.dma;

/** How a bus-master access ended. */
public enum BusStatus {
    /** All bytes moved. */
    OK,
    /** Nobody decodes the address. */
    UNASSIGNED,
    /** The address is a device's, not memory; peer-to-peer access is refused. */
    NOT_MEMORY,
    /** The master is not enabled. */
    DISABLED,
    /** A {@link dev.dreq.plugin.cpu.DmaWatch} refused the access. */
    REFUSED
}

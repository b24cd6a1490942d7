package dev.dreq.devices.display;

import dev.dreq.plugin.dma.BusStatus;
import org.jspecify.annotations.Nullable;

/** Why the engine gave a command up. */
enum EngineError {
    /** The guest has Bus Master Enable clear, or cleared it during the transfer. */
    BUS_MASTER_DISABLED(1),
    /** A bus error: there is no memory at a host address. */
    HOST_ADDRESS(2),
    /** No bytes or entries, or too many. */
    LENGTH(3),
    /** A byte of the transfer would lie outside of video memory. */
    VIDEO_MEMORY(4),
    /** A parameter that this engine does not take. */
    PARAMETER(5),
    /** A host address is a device's, or one where interrupt messages go. */
    NOT_MEMORY(6);

    private final int code;

    EngineError(int code) {
        this.code = code;
    }

    /** The number that the status shows. */
    int code() {
        return code;
    }

    /** What an access that ended so means for a command; null for one that went well. */
    static @Nullable EngineError of(BusStatus status) {
        return switch (status) {
            case OK -> null;
            case DISABLED -> BUS_MASTER_DISABLED;
            case UNASSIGNED, REFUSED -> HOST_ADDRESS;
            case NOT_MEMORY -> NOT_MEMORY;
        };
    }
}

package dev.dreq.tools.testkit;

import dev.dreq.plugin.dma.BusStatus;
import org.jspecify.annotations.Nullable;

/** Why the loop-back master could not do a transfer; its STATUS has the code. */
enum LoopbackError {
    /** Bus Master Enable is clear. */
    DISABLED(1),
    /** Nobody decodes the address. */
    UNASSIGNED(2),
    /** A device decodes the address. */
    NOT_MEMORY(3),
    /** The access was refused. */
    REFUSED(4),
    /** Nothing to move, or more than it moves, or an entry of no bytes. */
    LENGTH(5),
    /** An address that it has no lines for, or that ends beyond the last one. */
    ADDRESS(6);

    private final int code;

    LoopbackError(int code) {
        this.code = code;
    }

    static @Nullable LoopbackError of(BusStatus status) {
        return switch (status) {
            case OK -> null;
            case DISABLED -> DISABLED;
            case UNASSIGNED -> UNASSIGNED;
            case NOT_MEMORY -> NOT_MEMORY;
            case REFUSED -> REFUSED;
        };
    }

    int code() {
        return code;
    }
}

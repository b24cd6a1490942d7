package dev.dreq.tools.testkit.bus;

/** A device did with its slot what the SPI does not allow. */
public final class SlotMisuse extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What of the slot was misused. */
    public enum Of {
        /** A claim that was not granted, or is connected twice. */
        GRANT,
        /** A burst: a count that cannot be, or a use after the transfer. */
        BURST,
        /** A timer: two of one name, or one that a restored device did not make again. */
        TIMER,
        /** Saved state: two values of one name, or a version below 1. */
        STATE
    }

    /** What was misused. */
    private final Of of;

    SlotMisuse(Of of, String what) {
        super(what);
        this.of = of;
    }

    /** What was misused. */
    public Of of() {
        return of;
    }
}

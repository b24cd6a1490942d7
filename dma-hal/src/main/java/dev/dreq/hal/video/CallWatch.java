package dev.dreq.hal.video;

/** Sees the calls of miniports. */
@FunctionalInterface
public interface CallWatch {

    /** Sees nothing. */
    CallWatch NONE = routine -> {};

    /** A miniport calls this routine. */
    void calls(String routine);
}

package dev.dreq.hal.video;

import dev.dreq.plugin.Experimental;

/** Sees the calls of miniports. */
@Experimental("shaped by the verifier's rules, its only user")
@FunctionalInterface
public interface CallWatch {

    /** Sees nothing. */
    CallWatch NONE = routine -> {};

    /** A miniport calls this routine. */
    void calls(String routine);
}

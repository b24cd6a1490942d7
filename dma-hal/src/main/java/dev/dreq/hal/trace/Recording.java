package dev.dreq.hal.trace;

import jdk.jfr.FlightRecorder;

/** Whether anybody may be recording. */
final class Recording {

    /** {@code -Ddreq.events=never} leaves events out, so that their price can be measured. */
    private static final boolean NEVER = "never".equals(System.getProperty("dreq.events"));

    private Recording() {}

    /** The price of asking is a look at a flag. */
    static boolean isPossible() {
        return !NEVER && FlightRecorder.isInitialized();
    }
}

package dev.dreq.hal.trace;

import jdk.jfr.Label;
import jdk.jfr.Timespan;

/** Something that has begun, and is recorded when {@link KernelTrace#end} is told that it ended. */
public abstract class TraceSlice extends KernelEvent {

    @Label("Virtual Duration")
    @Timespan(Timespan.NANOSECONDS)
    long virtualDuration;

    @Label("Result")
    String result = "";

    TraceSlice() {}
}

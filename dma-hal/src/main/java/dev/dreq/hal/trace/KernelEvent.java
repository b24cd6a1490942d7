package dev.dreq.hal.trace;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What all events of a kernel tell. */
@Category("Dreq")
@Enabled(false)
@StackTrace(false)
abstract class KernelEvent extends Event {

    @Label("Virtual Time")
    @Timespan(Timespan.NANOSECONDS)
    long virtualTime;

    @Label("Sequence")
    long sequence;

    @Label("Driver")
    String driver = "";

    @Label("Device Object")
    String device = "";

    @Label("IRP")
    long irp;
}

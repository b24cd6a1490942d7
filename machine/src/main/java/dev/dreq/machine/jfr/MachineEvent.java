package dev.dreq.machine.jfr;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What all events of a machine tell. */
@Category("Dreq")
@Enabled(false)
@StackTrace(false)
abstract class MachineEvent extends Event {

    @Label("Virtual Time")
    @Timespan(Timespan.NANOSECONDS)
    long virtualTime;

    @Label("Sequence")
    long sequence;
}

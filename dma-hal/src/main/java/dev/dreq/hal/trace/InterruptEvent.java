package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The service routine of a driver was called. */
@Name("dreq.Interrupt")
@Label("Interrupt")
@Description("The service routine of a driver was called.")
final class InterruptEvent extends TraceSlice {

    @Label("Input")
    int input;

    @Label("Message")
    boolean message;

    @Label("IRQL")
    String irql = "";
}

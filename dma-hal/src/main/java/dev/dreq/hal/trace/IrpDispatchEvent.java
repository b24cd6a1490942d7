package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The dispatch routine of a driver was called. */
@Name("dreq.IrpDispatch")
@Label("IRP Dispatch")
@Description("The dispatch routine of a driver was called.")
final class IrpDispatchEvent extends TraceSlice {

    @Label("Major Function")
    String major = "";

    @Label("Parameters")
    String parameters = "";

    @Label("First")
    boolean first;
}

package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A request came to its end. */
@Name("dreq.IrpCompletion")
@Label("IRP Completion")
@Description("A request came to its end.")
final class IrpCompletionEvent extends KernelEvent {

    @Label("Status")
    String status = "";

    @Label("Information")
    long information;
}

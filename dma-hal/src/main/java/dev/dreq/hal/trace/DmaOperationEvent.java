package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A driver called a DMA routine. */
@Name("dreq.DmaOperation")
@Label("DMA Operation")
@Description("A driver called a DMA routine.")
final class DmaOperationEvent extends KernelEvent {

    @Label("Adapter")
    String adapter = "";

    @Label("Routine")
    String routine = "";

    @Label("IRQL")
    String irql = "";
}

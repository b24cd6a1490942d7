package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The IRQL rose or fell. */
@Name("dreq.IrqlChange")
@Label("IRQL Change")
@Description("The IRQL rose or fell.")
final class IrqlChangeEvent extends KernelEvent {

    @Label("From")
    int from;

    @Label("To")
    int to;

    @Label("Name")
    String name = "";
}

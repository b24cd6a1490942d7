package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A range of a buffer got logical addresses. */
@Name("dreq.DmaMapping")
@Label("DMA Mapping")
@Description("A range of a buffer got logical addresses.")
final class DmaMappingEvent extends KernelEvent {

    @Label("Adapter")
    String adapter = "";

    @Label("Logical Address")
    long address;

    @Label("Length")
    long length;

    @Label("To Device")
    boolean toDevice;
}

package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A PCI function ended an access to its registers with a target abort. */
@Name("dreq.TargetAbort")
@Label("Target Abort")
@Description("A PCI function ended an access to its registers with a target abort.")
final class TargetAbortEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Window")
    String window = "";

    @Label("Register")
    String register = "";

    @Label("Offset")
    long offset;

    @Label("Size")
    int size;

    @Label("Write")
    boolean write;
}

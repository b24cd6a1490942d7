package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A device was pulled out of its slot. */
@Name("dreq.Unplug")
@Label("Unplug")
@Description("A device was pulled out of its slot.")
final class UnplugEvent extends MachineEvent {

    @Label("Device")
    String device = "";
}

package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A device was put into a slot while the machine runs. */
@Name("dreq.Plug")
@Label("Plug")
@Description("A device was put into a slot while the machine runs.")
final class PlugEvent extends MachineEvent {

    @Label("Device")
    String device = "";
}

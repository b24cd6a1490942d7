package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A device saw what a well-behaved guest would not do. */
@Name("dreq.GuestError")
@Label("Guest Error")
@Description("A device saw what a well-behaved guest would not do.")
final class GuestErrorEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("What")
    String what = "";
}

package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Software read or wrote a register of a device. */
@Name("dreq.RegisterAccess")
@Label("Register Access")
@Description("Software read or wrote a register of a device.")
final class RegisterAccessEvent extends MachineEvent {

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

    @Label("Value")
    long value;

    @Label("Write")
    boolean write;
}

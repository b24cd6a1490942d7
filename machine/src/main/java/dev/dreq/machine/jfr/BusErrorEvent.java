package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An access of a device to memory failed. */
@Name("dreq.BusError")
@Label("Bus Error")
@Description("An access of a device to memory failed.")
final class BusErrorEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Channel")
    int channel;

    @Label("Address")
    long address;

    @Label("Length")
    long length;

    @Label("Status")
    String status = "";
}

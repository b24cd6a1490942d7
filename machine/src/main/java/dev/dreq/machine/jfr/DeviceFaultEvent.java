package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The code of a device threw; the device is cut off. */
@Name("dreq.DeviceFault")
@Label("Device Fault")
@Description("The code of a device threw; the device is cut off.")
final class DeviceFaultEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Reason")
    String reason = "";
}

package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An interrupt input rose or fell, as the processor sees it. */
@Name("dreq.InterruptLine")
@Label("Interrupt Line")
@Description("An interrupt input rose or fell, as the processor sees it.")
final class InterruptLineEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Input")
    int input;

    @Label("Level")
    boolean level;
}

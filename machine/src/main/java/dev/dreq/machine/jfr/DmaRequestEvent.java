package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** DREQ of a channel rose or fell. */
@Name("dreq.DmaRequest")
@Label("DMA Request")
@Description("DREQ of a channel rose or fell.")
final class DmaRequestEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Channel")
    int channel;

    @Label("Level")
    boolean level;
}

package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An interrupt message arrived. */
@Name("dreq.InterruptMessage")
@Label("Interrupt Message")
@Description("An interrupt message arrived.")
final class InterruptMessageEvent extends MachineEvent {

    @Label("Vector")
    int vector;
}

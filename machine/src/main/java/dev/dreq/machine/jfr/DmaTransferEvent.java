package dev.dreq.machine.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A device moved bytes of memory. */
@Name("dreq.DmaTransfer")
@Label("DMA Transfer")
@Description("A device moved bytes of memory.")
final class DmaTransferEvent extends MachineEvent {

    @Label("Device")
    String device = "";

    @Label("Channel")
    int channel;

    @Label("Address")
    long address;

    @Label("Length")
    long length;

    @Label("Moved")
    long moved;

    @Label("To Memory")
    boolean toMemory;

    @Label("Status")
    String status = "";
}

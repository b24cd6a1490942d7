package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Map registers were allocated, awaited or released. */
@Name("dreq.MapRegisters")
@Label("Map Registers")
@Description("Map registers were allocated, awaited or released.")
final class MapRegistersEvent extends KernelEvent {

    @Label("Adapter")
    String adapter = "";

    @Label("Action")
    String action = "";

    @Label("Count")
    int count;

    @Label("Base")
    long base;
}

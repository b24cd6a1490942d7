package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A deferred procedure call ran. */
@Name("dreq.Dpc")
@Label("DPC")
@Description("A deferred procedure call ran.")
final class DpcEvent extends TraceSlice {}

package dev.dreq.tools.remote.pc;

import dev.dreq.machine.Machine;
import dev.dreq.tools.remote.qom.QomTree;

/** What an assembled machine consists of. */
record PcParts(Machine machine, QomTree objects, InterruptPins pins, DeviceModels models) {}

package dev.dreq.tools.remote.pc;

import dev.dreq.machine.Machine;
import dev.dreq.tools.remote.board.EjectPort;

/** What an assembled machine consists of. */
record PcParts(
        Machine machine,
        PcObjects objects,
        InterruptPins pins,
        DeviceModels models,
        EjectPort ejectPort) {}

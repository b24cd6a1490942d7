package dev.dreq.tools.remote.pc;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.tools.remote.board.EjectPort;
import java.util.Optional;

/** What an assembled machine consists of. */
record PcParts(
        Machine machine,
        PcObjects objects,
        InterruptPins pins,
        DeviceModels models,
        EjectPort ejectPort,
        Optional<RamRange> firmware) {}

package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.pc.Pc;
import java.util.List;

/** Commands that start, stop, reset and end the machine. */
final class RunCommands {

    private final Pc pc;

    RunCommands(Pc pc) {
        this.pc = pc;
    }

    List<HmpCommand> list() {
        return List.of(
                HmpCommand.silent("stop|s", "", "stop emulation", arguments -> pc.stop()),
                HmpCommand.silent("cont|c", "", "resume emulation", arguments -> pc.resume()),
                HmpCommand.silent("system_reset", "", "reset the system", arguments -> pc.reset()),
                HmpCommand.silent(
                        "system_powerdown",
                        "",
                        "send system power down event",
                        arguments -> pc.powerDown()),
                HmpCommand.silent("nmi", "", "inject an NMI", arguments -> {}),
                HmpCommand.silent("quit|q", "", "quit the emulator", arguments -> pc.quit()));
    }
}

package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.RunState;
import java.util.List;

/** Commands that start, stop, reset and end the machine. */
final class RunStateCommands {

    private final Pc pc;

    RunStateCommands(Pc pc) {
        this.pc = pc;
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.query("query-status", arguments -> status()),
                QmpCommand.effect("stop", arguments -> pc.stop()),
                QmpCommand.effect("cont", arguments -> pc.resume()),
                QmpCommand.effect("system_reset", arguments -> pc.reset()),
                QmpCommand.effect("system_powerdown", arguments -> pc.powerDown()),
                QmpCommand.effect("quit", arguments -> pc.quit()),
                QmpCommand.effect("inject-nmi", arguments -> {})); // nobody is there to take it
    }

    private Answer status() {
        return new Answer()
                .with("status", pc.state().spelling())
                .with("singlestep", false)
                .with("running", pc.state() == RunState.RUNNING);
    }
}

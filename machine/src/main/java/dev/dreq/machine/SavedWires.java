package dev.dreq.machine;

import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.state.SectionReader;
import dev.dreq.machine.time.DeviceTimer;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.machine.time.Signal;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is between the devices of a machine, saved: time, the levels of wires, armed timers and
 * queued signals.
 */
final class SavedWires {

    private static final int VERSION = 1;

    private final MachineParts parts;
    private final Map<String, DeviceTimer> timers = new LinkedHashMap<>();

    private SavedWires(Machine machine) {
        parts = machine.parts();
        for (DeviceNode node : machine.devices()) {
            node.slot().timers().timers().forEach(timer -> timers.put(timer.id(), timer));
        }
    }

    static void save(Machine machine, StateWriter out) {
        Sequencer sequencer = machine.parts().sequencer;
        out.version(VERSION);
        out.putLong("now", sequencer.now());
        out.putBoolean("interrupted", sequencer.isInterrupted());
        out.putLong("dreq", machine.parts().dma.levels());
        out.putLong("irq", machine.parts().interrupts.levels());
        out.putInts("irq-sources", machine.parts().interrupts.sources());
        StateWriter timers = out.section("timers");
        sequencer.armedTimers().forEach(timer -> timers.putLong(timer.id(), timer.deadline()));
        StateWriter signals = out.section("signals");
        List<Signal> queued = sequencer.queuedSignals();
        for (int i = 0; i < queued.size(); i++) {
            signals.putText(Integer.toString(i), queued.get(i).id());
        }
    }

    /** The virtual time at which the machine was saved. */
    static long now(SectionReader in) {
        return in.getLong("now", 0, Long.MAX_VALUE);
    }

    /**
     * Puts everything back, whatever the devices did with their wires and timers while they were
     * constructed.
     */
    static void restore(Machine machine, SectionReader in) {
        in.version(VERSION);
        machine.parts().dropWires();
        machine.devices().forEach(node -> node.slot().timers().cancelAll());
        machine.parts().sequencer.restore(now(in), in.getBoolean("interrupted"));
        machine.parts().dma.restore(in.getInt("dreq", 0, 0xff));
        machine.parts()
                .interrupts
                .restore(
                        in.getInt("irq", 0, (1 << InterruptInputs.LINES) - 1),
                        in.getInts("irq-sources", InterruptInputs.LINES));
        SavedWires wires = new SavedWires(machine);
        SectionReader timers = in.section("timers");
        for (String id : timers.names()) {
            wires.timer(id).restoreArmed(timers.getLong(id));
        }
        SectionReader signals = in.section("signals");
        for (String name : signals.names()) {
            wires.queue(signals.getText(name));
        }
    }

    private DeviceTimer timer(String id) {
        DeviceTimer timer = timers.get(id);
        if (timer == null) {
            throw new StateException(
                    "the saved machine has a %s that this one has not".formatted(id));
        }
        return timer;
    }

    private void queue(String id) {
        int slash = id.indexOf('/');
        switch (slash < 0 ? id : id.substring(0, slash)) {
            case "timer" -> timer(id).restoreSignal();
            case "dreq" -> parts.dma.restoreSignal(number(id, 8));
            case "irq" -> parts.interrupts.wire(number(id, InterruptInputs.LINES)).restoreSignal();
            case "message" -> parts.interrupts.message(number(id, 256)).send();
            default -> throw new StateException("'%s' is no signal".formatted(id));
        }
    }

    private static int number(String id, int limit) {
        String digits = id.substring(id.indexOf('/') + 1);
        if (digits.matches("[0-9]{1,3}") && Integer.parseInt(digits) < limit) {
            return Integer.parseInt(digits);
        }
        throw new StateException("'%s' is no signal; its number is 0..%d".formatted(id, limit - 1));
    }
}

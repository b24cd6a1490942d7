package dev.dreq.tools.remote.qtest;

import dev.dreq.machine.Machine;

/** Letting virtual time pass; it never does by itself. */
final class ClockCommands {

    private final Machine machine;

    private ClockCommands(Machine machine) {
        this.machine = machine;
    }

    static void addTo(CommandTable table, Machine machine) {
        ClockCommands clock = new ClockCommands(machine);
        table.add("clock_step", clock::step);
        table.add("clock_set", clock::set);
    }

    /** To the next deadline, or by so many nanoseconds. */
    private void step(Request request, Lines answer) throws BadRequest {
        if (request.hasMore()) {
            machine.advance(request.number("the step", Long.MAX_VALUE));
        } else if (machine.nextDeadline() != Long.MAX_VALUE) {
            machine.advanceTo(machine.nextDeadline());
        }
        answer.line("OK " + machine.now());
    }

    private void set(Request request, Lines answer) throws BadRequest {
        machine.advanceTo(request.number("the time", Long.MAX_VALUE));
        answer.line("OK " + machine.now());
    }
}

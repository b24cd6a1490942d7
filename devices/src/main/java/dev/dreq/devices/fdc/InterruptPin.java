package dev.dreq.devices.fdc;

import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * The INT pin: high while a command or the end of a seek or reset wants attention and the gate is
 * open.
 */
final class InterruptPin {

    private final InterruptLine line;
    private boolean command;
    private boolean sense;
    private boolean gate = true;
    private boolean level;

    InterruptPin(InterruptLine line) {
        this.line = line;
    }

    /** A command wants attention, or no longer does. */
    void command(boolean wants) {
        command = wants;
        drive();
    }

    /** SENSE INTERRUPT STATUS has something to tell, or no longer has. */
    void sense(boolean wants) {
        sense = wants;
        drive();
    }

    boolean sensePending() {
        return sense;
    }

    /** Whether anything wants attention, be the gate open or not. */
    boolean isPending() {
        return command || sense;
    }

    /** Opens or closes the gate between the pin and the bus. */
    void gate(boolean open) {
        gate = open;
        drive();
    }

    /** Takes back all. */
    void drop() {
        command = false;
        sense = false;
        drive();
    }

    private void drive() {
        boolean now = isPending() && gate;
        if (now != level) {
            level = now;
            line.set(now);
        }
    }

    void save(StateWriter out) {
        out.putBoolean("command", command);
        out.putBoolean("sense", sense);
        out.putBoolean("gate", gate);
        out.putBoolean("level", level);
    }

    /** Takes the state of before; the wire itself is restored by the machine. */
    void restore(StateReader in) {
        command = in.getBoolean("command");
        sense = in.getBoolean("sense");
        gate = in.getBoolean("gate");
        level = in.getBoolean("level");
    }
}

package dev.dreq.machine.irq;

import dev.dreq.machine.time.Sequencer;
import dev.dreq.machine.time.Signal;
import dev.dreq.plugin.io.InterruptLine;

/**
 * The wire to one interrupt input. A change that a device makes arrives as a signal, so that a
 * pulse within one handler is seen as a rise and a fall. At most {@value #UNDERWAY} changes are
 * under way; faster pulses merge.
 */
public final class InterruptWire implements InterruptLine, Signal {

    private static final int UNDERWAY = 3;

    private final int input;
    private final InterruptInputs inputs;
    private final Sequencer sequencer;
    private boolean driven;
    private boolean seen;
    private int changes;

    InterruptWire(int input, InterruptInputs inputs, Sequencer sequencer) {
        this.input = input;
        this.inputs = inputs;
        this.sequencer = sequencer;
    }

    @Override
    public void set(boolean level) {
        if (level == driven) {
            return;
        }
        driven = level;
        if (changes < UNDERWAY) {
            changes++;
            sequencer.post(this);
        } else {
            changes--;
            sequencer.withdraw(this);
        }
    }

    /** The level as the processor sees it. */
    public boolean level() {
        return seen;
    }

    /** The level as the device drives it. */
    public boolean driven() {
        return driven;
    }

    @Override
    public String id() {
        return "irq/" + input;
    }

    @Override
    public void deliver() {
        changes--;
        seen = !seen;
        inputs.changed(input, seen);
    }

    /** Sets both ends of the wire, with no change under way. Tells nobody. */
    public void restore(boolean nowSeen) {
        driven = nowSeen;
        seen = nowSeen;
        changes = 0;
    }

    /** Queues a change that was under way when the machine was saved. */
    public void restoreSignal() {
        set(!driven);
    }
}

package dev.dreq.machine.irq;

import dev.dreq.machine.time.Sequencer;
import dev.dreq.machine.time.Signal;
import dev.dreq.plugin.io.InterruptLine;

/**
 * The wire to one interrupt input, high while any of its sources is: the ISA card that has the
 * line, and the PCI interrupt lines routed to it. A change arrives as a signal, so that a pulse
 * within one handler is seen as a rise and a fall. At most {@value #UNDERWAY} changes are under
 * way; faster pulses merge.
 */
public final class InterruptWire implements InterruptLine, Signal {

    /** The number of sources: the ISA card, 0, and PIRQA to PIRQD, 1 to 4. */
    static final int SOURCES = 5;

    private static final int UNDERWAY = 3;
    private static final int ISA = 0;

    private final int input;
    private final InterruptInputs inputs;
    private final Sequencer sequencer;
    private String card = "";
    private int sources;
    private boolean driven;
    private boolean seen;
    private int changes;

    InterruptWire(int input, InterruptInputs inputs, Sequencer sequencer) {
        this.input = input;
        this.inputs = inputs;
        this.sequencer = sequencer;
    }

    /** Names the ISA card that has the line. */
    public void grantTo(String newCard) {
        card = newCard;
    }

    /** Drives the wire as its ISA card. */
    @Override
    public void set(boolean level) {
        drive(ISA, level);
    }

    /** Drives the wire as one of its sources. */
    public void drive(int source, boolean level) {
        int bit = 1 << source;
        sources = level ? sources | bit : sources & ~bit;
        change(sources != 0);
    }

    private void change(boolean level) {
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

    /** The level as its sources drive it. */
    public boolean driven() {
        return driven;
    }

    /** Which sources drive the wire high, a bit for each. */
    int sources() {
        return sources;
    }

    @Override
    public String id() {
        return "irq/" + input;
    }

    @Override
    public void deliver() {
        changes--;
        seen = !seen;
        inputs.changed(card, input, seen);
    }

    /** Sets both ends of the wire, with no change under way. Tells nobody. */
    void restore(boolean nowSeen, int nowSources) {
        sources = nowSources;
        driven = nowSeen;
        seen = nowSeen;
        changes = 0;
    }

    /** Queues a change that was under way when the machine was saved. */
    public void restoreSignal() {
        change(!driven);
    }
}

package dev.dreq.machine.irq;

import dev.dreq.machine.Trace;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.cpu.InterruptListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt inputs of the processor, 24 lines and 256 message vectors, and who is told of them.
 */
public final class InterruptInputs {

    /** The number of lines; those below 16 are the ISA bus's. */
    public static final int LINES = 24;

    private static final int VECTORS = 256;

    private final Sequencer sequencer;
    private final Trace trace;
    private final List<InterruptWire> wires = new ArrayList<>();
    private final List<InterruptMessage> messages = new ArrayList<>();
    private final @Nullable InterruptListener[] listeners = new InterruptListener[LINES];
    private @Nullable InterruptListener messageListener;

    public InterruptInputs(Sequencer sequencer, Trace trace) {
        this.sequencer = sequencer;
        this.trace = trace;
        for (int i = 0; i < LINES; i++) {
            wires.add(new InterruptWire(i, this, sequencer));
        }
        for (int i = 0; i < VECTORS; i++) {
            messages.add(new InterruptMessage(i, this, sequencer));
        }
    }

    /** The wire of an input. */
    public InterruptWire wire(int input) {
        return wires.get(input);
    }

    /** The message of a vector, 0..FF. */
    public InterruptMessage message(int vector) {
        return messages.get(vector);
    }

    /** Names who is told of each rise of an input, null for nobody. */
    public void listen(int input, @Nullable InterruptListener listener) {
        listeners[input] = listener;
    }

    /** Names who is told of each message, null for nobody. */
    public void listenMessages(@Nullable InterruptListener listener) {
        messageListener = listener;
    }

    /** Lets all lines fall and forgets all messages under way. Tells nobody. */
    public void drop() {
        wires.forEach(wire -> wire.restore(false, 0));
        messages.forEach(InterruptMessage::forget);
    }

    /** The levels of the lines as the processor sees them, a bit for each. */
    public int levels() {
        int levels = 0;
        for (int i = 0; i < LINES; i++) {
            levels |= wires.get(i).level() ? 1 << i : 0;
        }
        return levels;
    }

    /** Of each line which sources drive it high, a bit for each. */
    public int[] sources() {
        return wires.stream().mapToInt(InterruptWire::sources).toArray();
    }

    /**
     * Sets the levels of the lines, a bit for each, and their sources, with no change under way.
     * Tells nobody.
     */
    public void restore(int levels, int[] sources) {
        for (int i = 0; i < LINES; i++) {
            int known = sources[i] & ((1 << InterruptWire.SOURCES) - 1);
            wires.get(i).restore((levels >> i & 1) != 0, known);
        }
    }

    void changed(String card, int input, boolean level) {
        trace.interrupt(card, input, level);
        if (level) {
            tell(listeners[input], input);
        }
    }

    void arrived(int vector) {
        trace.message(vector);
        tell(messageListener, vector);
    }

    private void tell(@Nullable InterruptListener listener, int number) {
        if (listener == null) {
            return;
        }
        sequencer.interrupted();
        try {
            listener.raised(number);
        } catch (Throwable thrown) {
            sequencer.thrownBySoftware(thrown);
        }
    }
}

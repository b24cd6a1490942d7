package dev.dreq.machine.irq;

import dev.dreq.machine.time.Sequencer;
import dev.dreq.machine.time.Signal;

/**
 * An interrupt message on its way to the processor. Sent again before it arrived, it arrives once.
 */
public final class InterruptMessage implements Signal {

    private final int vector;
    private final InterruptInputs inputs;
    private final Sequencer sequencer;
    private boolean sent;

    InterruptMessage(int vector, InterruptInputs inputs, Sequencer sequencer) {
        this.vector = vector;
        this.inputs = inputs;
        this.sequencer = sequencer;
    }

    /** Sends the message. */
    public void send() {
        if (!sent) {
            sent = true;
            sequencer.post(this);
        }
    }

    /** Takes the message back. The owner of the queue takes it out there. */
    void forget() {
        sent = false;
    }

    @Override
    public String id() {
        return "message/" + vector;
    }

    @Override
    public void deliver() {
        sent = false;
        inputs.arrived(vector);
    }
}

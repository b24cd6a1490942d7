package dev.dreq.machine.time;

import dev.dreq.machine.io.Enclosure;
import dev.dreq.plugin.time.Timer;

/** A named timer of a device. Armed for now or earlier it is a signal, armed for later an event. */
public final class DeviceTimer implements Timer, Signal {

    static final int NOWHERE = -1;

    private final String id;
    private final Enclosure device;
    private final Sequencer sequencer;
    private final Runnable action;
    private boolean signalled;

    long deadline;
    long armedAs;
    int place = NOWHERE;

    DeviceTimer(String id, Enclosure device, Sequencer sequencer, Runnable action) {
        this.id = id;
        this.device = device;
        this.sequencer = sequencer;
        this.action = action;
    }

    @Override
    public String id() {
        return id;
    }

    /** When it fires or should have fired; meaningful while armed. */
    public long deadline() {
        return deadline;
    }

    @Override
    public void arm(long newDeadline) {
        cancel();
        if (device.isCutOff()) {
            return;
        }
        deadline = newDeadline;
        if (newDeadline <= sequencer.now()) {
            due();
        } else {
            sequencer.timers().add(this);
        }
    }

    @Override
    public void armIn(long delay) {
        arm(Sequencer.later(sequencer.now(), Math.max(0, delay)));
    }

    @Override
    public void cancel() {
        if (place != NOWHERE) {
            sequencer.timers().remove(this);
        }
        if (signalled) {
            signalled = false;
            sequencer.withdraw(this);
        }
    }

    @Override
    public boolean armed() {
        return place != NOWHERE || signalled;
    }

    /** Its deadline has come: it waits for its turn among the signals. */
    void due() {
        signalled = true;
        sequencer.post(this);
    }

    /** Says what the device does with the timer that others suffer from. */
    void tell(String what) {
        device.report(what);
    }

    /** Arms the timer as it was when the machine was saved, be it overdue. */
    public void restoreArmed(long savedDeadline) {
        cancel();
        deadline = savedDeadline;
        sequencer.timers().add(this);
    }

    /** Queues the timer among the signals, as it was when the machine was saved. */
    public void restoreSignal() {
        cancel();
        due();
    }

    @Override
    public void deliver() {
        signalled = false;
        device.run(action);
    }
}

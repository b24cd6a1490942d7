package dev.dreq.devices.display;

import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** What DMA_STATUS tells, and the interrupt that follows from it. */
final class EngineStatus {

    /** DMA_STATUS: a command or the ring is at work. */
    static final int BUSY = 0x01;

    /** DMA_STATUS: the packet command is over. */
    static final int DONE = 0x02;

    /** DMA_STATUS: it was given up; the code says why. */
    static final int ERROR = 0x04;

    /** DMA_STATUS: the engine was stopped. */
    static final int ABORTED = 0x08;

    /** DMA_STATUS: a ring entry that asks for an interrupt is over. */
    static final int RING = 0x10;

    /** DMA_STATUS: where the error code begins. */
    static final int CODE = 8;

    private static final int CAUSES = DONE | ERROR | ABORTED | RING;

    private final InterruptLine line;
    private int causes;
    private int code;
    private boolean enabled;
    private boolean level;
    private boolean acknowledged;

    EngineStatus(InterruptLine line) {
        this.line = line;
    }

    /** The status of a command that was given up. */
    static int failed(EngineError error) {
        return ERROR | error.code() << CODE;
    }

    /** DMA_STATUS but for BUSY. */
    int read() {
        return causes | code << CODE;
    }

    /** A write to DMA_STATUS: ones take causes back. */
    void clear(int written) {
        acknowledged |= (causes & written) != 0;
        causes &= ~written;
        if ((causes & ERROR) == 0) {
            code = 0;
        }
        drive();
    }

    /** A write of IRQ_EN. */
    void enable(boolean on) {
        enabled = on;
        drive();
    }

    /** Gives a command up. */
    void fail(EngineError error) {
        code = error.code();
        raise(ERROR);
    }

    /**
     * Sets a cause. While the interrupt is up for another one, a guest that has already
     * acknowledged something is told again: the line falls and rises, which makes a message.
     */
    void raise(int cause) {
        boolean again = level && acknowledged && (causes & cause) == 0;
        causes |= cause;
        if (again) {
            line.set(false);
            level = false;
        }
        drive();
    }

    private void drive() {
        boolean wanted = enabled && causes != 0;
        if (wanted != level) {
            level = wanted;
            acknowledged = false;
            line.set(wanted);
        }
    }

    /** Takes everything back. */
    void reset() {
        causes = 0;
        code = 0;
        enabled = false;
        drive();
    }

    void save(StateWriter out) {
        out.putLong("causes", causes);
        out.putLong("code", code);
        out.putBoolean("enabled", enabled);
        out.putBoolean("level", level);
        out.putBoolean("acknowledged", acknowledged);
    }

    /** Takes the state of before; the line itself is restored by the machine. */
    void restore(StateReader in) {
        causes = in.getInt("causes", 0, CAUSES) & CAUSES;
        code = in.getInt("code", 0, EngineError.values().length);
        enabled = in.getBoolean("enabled");
        level = in.getBoolean("level");
        acknowledged = in.getBoolean("acknowledged");
    }
}

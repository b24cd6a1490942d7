package dev.dreq.devices.i8237;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * Which byte of a two-byte register passes next (8237A data sheet, clear first/last flip-flop). A
 * controller has one for all its address and count registers.
 */
final class FlipFlop {

    private boolean high;

    /** Whether the high byte is next; each call moves on. */
    boolean toggle() {
        boolean next = high;
        high = !next;
        return next;
    }

    /** The next byte of a register. */
    int byteOf(int register) {
        return toggle() ? register >> 8 : register & 0xff;
    }

    /** A register with one byte replaced. */
    static int withByte(int register, boolean high, int value) {
        return high ? (register & 0x00ff) | value << 8 : (register & 0xff00) | value;
    }

    /** The low byte is next. */
    void clear() {
        high = false;
    }

    void save(StateWriter out) {
        out.putBoolean("highByte", high);
    }

    void restore(StateReader in) {
        high = in.getBoolean("highByte");
    }
}

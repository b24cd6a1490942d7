package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.Arrays;

/** As the data sheet says: each drive's status waits to be told. */
final class ChipInterruptStatus implements InterruptStatus {
    private static final int DRIVES = 4;
    private static final int NOTHING = -1;

    private final InterruptPin interrupt;
    private final int[] pending = new int[DRIVES];

    ChipInterruptStatus(InterruptPin interrupt) {
        this.interrupt = interrupt;
        Arrays.fill(pending, NOTHING);
    }

    @Override
    public void reset() {
        interrupt.drop();
        Arrays.fill(pending, NOTHING);
    }

    @Override
    public void announceReset() {
        for (int unit = 0; unit < DRIVES; unit++) {
            pending[unit] = READY_CHANGED | unit;
        }
        interrupt.sense(true);
    }

    @Override
    public void seekBegins(int unit) {
        pending[unit] = NOTHING;
    }

    @Override
    public void seekEnds(int unit, int st0) {
        pending[unit] = st0 | unit; // bit H is always 0 here
        interrupt.sense(true);
    }

    @Override
    public int dataEnds(int st0) {
        return st0;
    }

    @Override
    public int take(int selected) {
        for (int unit = 0; unit < DRIVES; unit++) {
            if (pending[unit] != NOTHING && tells(pending[unit])) {
                int st0 = pending[unit];
                pending[unit] = NOTHING;
                interrupt.sense(seekPending());
                return st0;
            }
        }
        return INVALID;
    }

    /**
     * Whether a status may still be told: that of a seek only as long as its interrupt has not been
     * taken back.
     */
    private boolean tells(int st0) {
        return st0 >= READY_CHANGED || interrupt.sensePending();
    }

    private boolean seekPending() {
        return Arrays.stream(pending).anyMatch(st0 -> st0 != NOTHING && st0 < READY_CHANGED);
    }

    @Override
    public void resultRead() {
        interrupt.command(false);
    }

    @Override
    public void save(StateWriter out) {
        out.putInts("pending", pending);
    }

    @Override
    public void restore(StateReader in) {
        int[] saved = in.getInts("pending", DRIVES);
        for (int unit = 0; unit < DRIVES; unit++) {
            if (saved[unit] < NOTHING || saved[unit] > 0xff) {
                throw new StateException(
                        "'pending' has %d, which is not within -1..255".formatted(saved[unit]));
            }
            pending[unit] = saved[unit];
        }
    }
}

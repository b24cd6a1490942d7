package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * As QEMU 7.2 was measured to do: one ST0 gathers what resets, seeks and data commands say, until
 * the last byte of a result takes it back together with the interrupt. Four resets are told in turn
 * unless another interrupt comes between.
 */
final class QemuInterruptStatus implements InterruptStatus {
    private static final int RESETS = 4;
    private static final int HEAD_AND_DRIVE = 0x07;

    private final InterruptPin interrupt;
    private int st0;
    private int resets;

    QemuInterruptStatus(InterruptPin interrupt) {
        this.interrupt = interrupt;
    }

    @Override
    public void reset() {
        resultRead();
        resets = 0;
    }

    @Override
    public void announceReset() {
        st0 |= READY_CHANGED;
        interrupt.sense(true);
        resets = RESETS;
    }

    @Override
    public void seekEnds(int arrived, int status) {
        st0 |= status;
        interrupt.sense(true);
        resets = 0;
    }

    @Override
    public void dataBegins() {
        resets = 0;
    }

    @Override
    public int dataEnds(int status) {
        st0 = (st0 & ~HEAD_AND_DRIVE) | status;
        return st0;
    }

    @Override
    public int take(int selected) {
        int told;
        if (resets > 0) {
            told = READY_CHANGED + RESETS - resets--;
        } else if (interrupt.isPending()) {
            told = (st0 & ~HEAD_AND_DRIVE) | selected;
        } else {
            return INVALID;
        }
        interrupt.drop();
        st0 = READY_CHANGED;
        return told;
    }

    @Override
    public void resultRead() {
        interrupt.drop();
        st0 = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("ST0", st0);
        out.putLong("resets", resets);
    }

    @Override
    public void restore(StateReader in) {
        st0 = in.getInt("ST0", 0, 0xff);
        resets = in.getInt("resets", 0, RESETS);
    }
}

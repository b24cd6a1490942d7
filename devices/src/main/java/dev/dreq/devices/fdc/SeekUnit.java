package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.Arrays;

/**
 * SEEK, RECALIBRATE and RELATIVE SEEK, overlapped on four drives, and what SENSE INTERRUPT STATUS
 * tells of them.
 */
final class SeekUnit {

    private static final int DRIVES = 4;
    private static final int NOTHING = -1;
    private static final int SEEK_END = 0x20;
    private static final int READY_CHANGED = 0xc0;
    private static final int INVALID = 0x80;

    private enum Kind {
        NONE,
        SEEK,
        RECALIBRATE
    }

    private final Controller controller;
    private final Timer[] timers = new Timer[DRIVES];
    private final Kind[] running = new Kind[DRIVES];
    private final int[] target = new int[DRIVES];
    private final int[] pending = new int[DRIVES];

    SeekUnit(Controller controller, Clock clock) {
        this.controller = controller;
        for (int i = 0; i < DRIVES; i++) {
            int unit = i;
            timers[i] = clock.timer("seek" + i, () -> arrive(unit));
        }
        forget();
    }

    private void forget() {
        Arrays.fill(running, Kind.NONE);
        forgetSenses();
    }

    /** Drops what SENSE INTERRUPT STATUS has to tell. */
    void forgetSenses() {
        Arrays.fill(pending, NOTHING);
    }

    /** The drive busy bits of the main status register. */
    int busy() {
        int bits = 0;
        for (int i = 0; i < DRIVES; i++) {
            bits |= running[i] == Kind.NONE ? 0 : 1 << i;
        }
        return bits;
    }

    void seek(CommandBytes command) {
        begin(command, Kind.SEEK, command.at(2));
    }

    void recalibrate(CommandBytes command) {
        begin(command, Kind.RECALIBRATE, 0);
    }

    /** RELATIVE SEEK; {@code direction} is 1 inwards, -1 outwards. */
    void relativeSeek(CommandBytes command, int direction) {
        Drive drive = controller.drive(controller.select(command));
        begin(command, Kind.SEEK, controller.rules().relative(drive, direction * command.at(2)));
    }

    private void begin(CommandBytes command, Kind kind, int cylinder) {
        int unit = controller.select(command);
        Drive drive = controller.drive(unit);
        running[unit] = kind;
        target[unit] = cylinder;
        pending[unit] = NOTHING;
        int steps =
                kind == Kind.SEEK ? Math.abs(cylinder - drive.presentCylinder()) : pulses(drive);
        timers[unit].armIn(controller.timing().seek(steps));
        controller.sequencer().idle();
    }

    /** The step pulses of a RECALIBRATE: until track 0 answers, and no more than it may send. */
    private static int pulses(Drive drive) {
        return drive.present()
                ? Math.min(drive.cylinder(), ChipRules.RECALIBRATE_PULSES)
                : ChipRules.RECALIBRATE_PULSES;
    }

    private void arrive(int unit) {
        Drive drive = controller.drive(unit);
        int st0 = SEEK_END;
        switch (running[unit]) {
            case SEEK -> controller.rules().seek(drive, target[unit]);
            case RECALIBRATE -> st0 = controller.rules().recalibrate(drive);
            case NONE -> {
                return;
            }
        }
        running[unit] = Kind.NONE;
        if (controller.rules().resultEndsSense()) {
            forgetSenses();
        }
        pending[unit] = st0 | unit; // bit H is always 0 here
        controller.interrupt().sense(true);
    }

    /** SENSE INTERRUPT STATUS. */
    void sense() {
        for (int unit = 0; unit < DRIVES; unit++) {
            if (pending[unit] != NOTHING && tells(pending[unit])) {
                int st0 = pending[unit];
                pending[unit] = NOTHING;
                controller.interrupt().sense(seekPending());
                controller.sequencer().result(st0, controller.drive(unit).presentCylinder());
                return;
            }
        }
        controller.sequencer().result(INVALID);
    }

    /**
     * Whether a status may still be told: that of a seek only as long as its interrupt has not been
     * taken back.
     */
    private boolean tells(int st0) {
        return st0 >= READY_CHANGED || controller.interrupt().sensePending();
    }

    private boolean seekPending() {
        for (int st0 : pending) {
            if (st0 != NOTHING && st0 < READY_CHANGED) {
                return true;
            }
        }
        return false;
    }

    /** The controller enters reset: seeks are broken off. */
    void reset() {
        for (Timer timer : timers) {
            timer.cancel();
        }
        forget();
        for (int unit = 0; unit < DRIVES; unit++) {
            Drive drive = controller.drive(unit);
            if (controller.rules().resetMovesHeads()) {
                controller.rules().recalibrate(drive);
            }
            drive.presentCylinder(0);
        }
    }

    /** The controller leaves reset: every drive's ready line counts as changed. */
    void announceReset() {
        for (int unit = 0; unit < DRIVES; unit++) {
            pending[unit] = READY_CHANGED | unit;
        }
        controller.interrupt().sense(true);
    }

    void save(StateWriter out) {
        for (int i = 0; i < DRIVES; i++) {
            out.putConstant("running " + i, running[i]);
        }
        out.putInts("target", target);
        out.putInts("pending", pending);
    }

    void restore(StateReader in) {
        for (int i = 0; i < DRIVES; i++) {
            running[i] = in.getConstant("running " + i, Kind.class);
        }
        restore(in, "target", target, 0);
        restore(in, "pending", pending, NOTHING);
    }

    private static void restore(StateReader in, String name, int[] into, int min) {
        int[] saved = in.getInts(name, DRIVES);
        for (int i = 0; i < DRIVES; i++) {
            if (saved[i] < min || saved[i] > 0xff) {
                throw new StateException(
                        "'%s' has %d, which is not within %d..255".formatted(name, saved[i], min));
            }
            into[i] = saved[i];
        }
    }
}

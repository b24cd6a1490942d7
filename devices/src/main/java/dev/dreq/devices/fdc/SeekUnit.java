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
    private static final int SEEK_END = 0x20;

    private enum Kind {
        NONE,
        SEEK,
        RECALIBRATE
    }

    private final Controller controller;
    private final Timer[] timers = new Timer[DRIVES];
    private final Kind[] running = new Kind[DRIVES];
    private final int[] target = new int[DRIVES];

    SeekUnit(Controller controller, Clock clock) {
        this.controller = controller;
        for (int i = 0; i < DRIVES; i++) {
            int unit = i;
            timers[i] = clock.timer("seek" + i, () -> arrive(unit));
        }
        Arrays.fill(running, Kind.NONE);
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
        controller.interruptStatus().seekBegins(unit);
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
        controller.interruptStatus().seekEnds(unit, st0);
    }

    /** SENSE INTERRUPT STATUS. */
    void sense() {
        int st0 = controller.interruptStatus().take(controller.selected());
        if (st0 == InterruptStatus.INVALID) {
            controller.sequencer().result(st0);
        } else {
            Drive told = controller.rules().sensed(controller, st0);
            controller.sequencer().result(st0, told.presentCylinder());
        }
    }

    /** The controller enters reset: seeks are broken off. */
    void reset() {
        for (Timer timer : timers) {
            timer.cancel();
        }
        Arrays.fill(running, Kind.NONE);
        for (int unit = 0; unit < DRIVES; unit++) {
            Drive drive = controller.drive(unit);
            if (controller.rules().resetMovesHeads()) {
                controller.rules().recalibrate(drive);
            } else {
                drive.presentCylinder(0);
            }
        }
    }

    void save(StateWriter out) {
        for (int i = 0; i < DRIVES; i++) {
            out.putConstant("running " + i, running[i]);
        }
        out.putInts("target", target);
    }

    void restore(StateReader in) {
        for (int i = 0; i < DRIVES; i++) {
            running[i] = in.getConstant("running " + i, Kind.class);
        }
        int[] saved = in.getInts("target", DRIVES);
        for (int i = 0; i < DRIVES; i++) {
            if (saved[i] < 0 || saved[i] > 0xff) {
                throw new StateException(
                        "'target' has %d, which is not within 0..255".formatted(saved[i]));
            }
            target[i] = saved[i];
        }
    }
}

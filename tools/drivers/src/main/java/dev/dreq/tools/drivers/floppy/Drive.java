package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Ktimer;
import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * One drive: its motor, where its heads are, and what medium is in it. All methods at
 * DISPATCH_LEVEL.
 */
final class Drive {
    private static final int UNKNOWN_CYLINDER = -1;

    private final Ke ke;
    private final FdcController controller;
    private final FloppyOptions options;
    private final Ktimer motorTimer;
    private final Kdpc spunUpDpc;
    private final Kdpc spinDownDpc;
    private Completion whenSpunUp = status -> {};
    private int cylinder = UNKNOWN_CYLINDER;
    private @Nullable Medium medium;
    private @Nullable Geometry lastSeen;
    private boolean mediumReplaced;

    Drive(Ke ke, FdcController controller, FloppyOptions options) {
        this.ke = ke;
        this.controller = controller;
        this.options = options;
        this.motorTimer = ke.initializeTimer("floppy motor", EventType.SynchronizationEvent);
        this.spunUpDpc =
                ke.initializeDpc(
                        (dpc, context, a, b) -> whenSpunUp.done(NtStatus.STATUS_SUCCESS), null);
        this.spinDownDpc = ke.initializeDpc((dpc, context, a, b) -> controller.motor(false), null);
    }

    /** What is in the drive; null while that is not known. */
    @Nullable Medium medium() {
        return medium;
    }

    /** Whether the medium is not the one that callers were last told of. */
    boolean mediumReplaced() {
        return mediumReplaced;
    }

    /** Callers are told what the medium is. */
    void mediumAnnounced() {
        mediumReplaced = false;
    }

    /**
     * Sectors were not found where the medium should have them: it is looked at anew before the
     * next request.
     */
    void doubtMedium() {
        medium = null;
    }

    /** Whether the disk was taken out, and perhaps another put in, since the heads last moved. */
    boolean diskChanged() {
        return controller.diskChanged();
    }

    /** Makes the drive ready: the controller works, the disk turns, and the medium is known. */
    void prepare(Completion then) {
        stopMotorTimer();
        if (controller.needsReset()) {
            reset(status -> proceed(status, then, () -> prepare(then)));
        } else if (controller.motorIsOn()) {
            checkMedium(then);
        } else {
            spinUp(then);
        }
    }

    /** There is no work: the motor stops unless some comes in time. */
    void rest() {
        ke.setTimer(motorTimer, DueTime.milliseconds(options.spinDownMillis()), spinDownDpc);
    }

    /** The motor timer is of no use any more. */
    void stopMotorTimer() {
        ke.cancelTimer(motorTimer);
        ke.removeQueueDpc(spinDownDpc);
    }

    /** Moves the heads. */
    void seek(int target, Completion then) {
        if (cylinder == target) {
            then.done(NtStatus.STATUS_SUCCESS);
        } else if (cylinder == UNKNOWN_CYLINDER) {
            recalibrate(status -> proceed(status, then, () -> seek(target, then)));
        } else {
            controller.start(
                    FdcCommand.seek(options.unit(), target),
                    result -> then.done(arrived(result, target)));
        }
    }

    /** After an error: resets the controller if it needs that, and moves the heads to track 0. */
    void recover(Completion then) {
        if (controller.needsReset()) {
            reset(status -> proceed(status, then, () -> recalibrate(then)));
        } else {
            recalibrate(then);
        }
    }

    private void reset(Completion then) {
        cylinder = UNKNOWN_CYLINDER;
        controller.reset(
                result -> {
                    Medium known = medium;
                    if (result.answered() && known != null) {
                        controller.dataRate(known.geometry().dataRate());
                    }
                    then.done(result.answered() ? NtStatus.STATUS_SUCCESS : result.status());
                });
    }

    private void spinUp(Completion then) {
        controller.motor(true);
        if (options.spinUpMillis() == 0) {
            checkMedium(then);
            return;
        }
        whenSpunUp = status -> checkMedium(then);
        ke.setTimer(motorTimer, DueTime.milliseconds(options.spinUpMillis()), spunUpDpc);
    }

    private void checkMedium(Completion then) {
        if (!diskChanged() && medium != null) {
            then.done(NtStatus.STATUS_SUCCESS);
            return;
        }
        medium = null;
        mediumReplaced |= diskChanged() && lastSeen != null;
        recalibrate(status -> proceed(status, then, () -> stepIn(then)));
    }

    /** The disk-change line falls when the heads move and a disk is there. */
    private void stepIn(Completion then) {
        seek(
                1,
                status -> {
                    if (FdcResult.isSilence(status)) {
                        then.done(status);
                    } else if (diskChanged()) {
                        then.done(NtStatus.STATUS_NO_MEDIA_IN_DEVICE);
                    } else {
                        new MediumSense(controller, this, options.unit(), then).start();
                    }
                });
    }

    /** The medium is recognized; called while it is sensed. */
    void recognized(Geometry geometry) {
        FdcResult st3 = controller.ask(FdcCommand.senseDriveStatus(options.unit()));
        boolean writeProtected = (st3.st0() & FdcResult.ST3_WRITE_PROTECTED) != 0;
        medium = new Medium(geometry, writeProtected);
        mediumReplaced |= lastSeen != null && !geometry.equals(lastSeen);
        lastSeen = geometry;
    }

    private void recalibrate(Completion then) {
        cylinder = UNKNOWN_CYLINDER;
        FdcCommand command = FdcCommand.recalibrate(options.unit());
        controller.start(
                command,
                first -> {
                    if (reachedTrack0(first) || !first.answered()) {
                        then.done(arrived(first, 0));
                    } else {
                        // One recalibration steps no further than 79 cylinders.
                        controller.start(command, second -> then.done(arrived(second, 0)));
                    }
                });
    }

    private static boolean reachedTrack0(FdcResult result) {
        return result.succeeded() && (result.st0() & FdcResult.ST0_EQUIPMENT_CHECK) == 0;
    }

    private NtStatus arrived(FdcResult result, int target) {
        if (!result.succeeded()) {
            cylinder = UNKNOWN_CYLINDER;
            return result.status();
        }
        cylinder = result.next().cylinder();
        return cylinder == target ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_FLOPPY_WRONG_CYLINDER;
    }

    private static void proceed(NtStatus status, Completion otherwise, Runnable next) {
        if (status.isSuccess()) {
            next.run();
        } else {
            otherwise.done(status);
        }
    }
}

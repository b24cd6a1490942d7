package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.Ktimer;
import org.jspecify.annotations.Nullable;

/**
 * The command layer: one command at a time, begun under the interrupt's lock, ended by the
 * interrupt or by a timer.
 *
 * <p>What the ISR shares with the rest (the command in progress and its answer) is touched at the
 * interrupt's synchronize IRQL, or when the ISR is known to leave it alone: while there is no
 * command, and once there is an answer.
 */
final class FdcController {

    /** What is done with the answer to a command. Called at DISPATCH_LEVEL, in a DPC. */
    @FunctionalInterface
    interface Continuation {
        /** The command has ended. */
        void answered(FdcResult result);
    }

    private static final Continuation NOBODY = result -> {};

    private final Kernel kernel;
    private final DeviceObject device;
    private final FdcRegisters registers;
    private final CommandPhases phases;
    private final FloppyOptions options;
    private final FloppyCounters counters;
    private final Ktimer timer;
    private final Kdpc timeoutDpc;
    private @Nullable Kinterrupt interrupt;
    private @Nullable FdcCommand command;
    private @Nullable FdcResult answer;
    private Continuation continuation = NOBODY;
    private int digitalOutput;
    private boolean inReset = true;

    FdcController(
            Kernel kernel,
            DeviceObject device,
            FdcRegisters registers,
            FloppyOptions options,
            FloppyCounters counters) {
        this.kernel = kernel;
        this.device = device;
        this.registers = registers;
        this.phases = new CommandPhases(registers);
        this.options = options;
        this.counters = counters;
        this.timer = kernel.ke().initializeTimer("floppy command", EventType.SynchronizationEvent);
        this.timeoutDpc = kernel.ke().initializeDpc(this::timeout, null);
        this.digitalOutput =
                FdcRegisters.DOR_NOT_RESET | FdcRegisters.DOR_DMA_GATE | options.unit();
    }

    /** Tells which interrupt is ours, before the first command. */
    void connected(Kinterrupt ours) {
        interrupt = ours;
    }

    /** Whether the controller must be reset before it takes commands. */
    boolean needsReset() {
        return inReset;
    }

    /** Whether there is no controller at the ports any more. */
    boolean isGone() {
        return registers.mainStatus() == FdcRegisters.MSR_GONE;
    }

    /** Starts a command that ends with an interrupt. DISPATCH_LEVEL. */
    void start(FdcCommand newCommand, Continuation then) {
        continuation = then;
        kernel.ke().setTimer(timer, DueTime.milliseconds(options.timeoutMillis()), timeoutDpc);
        synchronize(() -> begin(newCommand));
    }

    /** Does a command that ends at once. DISPATCH_LEVEL or below. */
    FdcResult ask(FdcCommand question) {
        FdcResult[] result = {FdcResult.notResponding()};
        synchronize(
                () -> {
                    if (phases.write(question)) {
                        result[0] =
                                question.resultLength() == 0
                                        ? FdcResult.of(0)
                                        : phases.readResult(question.resultLength());
                    }
                    return true;
                });
        return result[0];
    }

    /** Resets the controller and sets it up; the answer says whether it did. DISPATCH_LEVEL. */
    void reset(Continuation then) {
        start(
                FdcCommand.reset(),
                result -> {
                    inReset = !result.answered();
                    if (!inReset) {
                        ask(FdcCommand.configure());
                        ask(FdcCommand.specify());
                    }
                    then.answered(result);
                });
    }

    /** Switches the unit's motor. DISPATCH_LEVEL or below. */
    void motor(boolean on) {
        int motor = 0x10 << options.unit();
        digitalOutput = on ? digitalOutput | motor : digitalOutput & ~motor;
        registers.digitalOutput(
                inReset ? digitalOutput & ~FdcRegisters.DOR_NOT_RESET : digitalOutput);
    }

    boolean motorIsOn() {
        return (digitalOutput & 0x10 << options.unit()) != 0;
    }

    /** Whether the unit's disk may have been changed since its heads last moved. */
    boolean diskChanged() {
        return (registers.digitalInput() & FdcRegisters.DIR_DISK_CHANGED) != 0;
    }

    /** Selects a data rate and the recording that goes with it. */
    void dataRate(int code) {
        registers.configurationControl(code);
        ask(FdcCommand.perpendicularMode(options.unit(), code == 3));
    }

    /**
     * Stops the motor and holds the controller in reset. PASSIVE_LEVEL, with no command in
     * progress.
     */
    void quiesce() {
        inReset = true;
        motor(false);
    }

    /** The ISR: quiets the controller, keeps its answer, asks for the DPC. */
    boolean isr(Kinterrupt source, @Nullable Object context) {
        FdcCommand current = command;
        if (current == null || answer != null) {
            return quietStray();
        }
        FdcResult result =
                current.ending() == FdcCommand.Ending.RESULT
                        ? phases.readResult(current.resultLength())
                        : phases.senseInterrupts(options.unit());
        if (result == null) {
            return false;
        }
        conclude(result);
        return true;
    }

    /** The DPC that the ISR asks for: hands the answer on. */
    void dpcForIsr(
            Kdpc dpc, DeviceObject deviceObject, @Nullable Irp irp, @Nullable Object context) {
        FdcResult result = answer;
        if (result == null) {
            return;
        }
        command = null;
        answer = null;
        kernel.ke().cancelTimer(timer);
        kernel.ke().removeQueueDpc(timeoutDpc);
        handOn(result.succeeded() ? result : orGone(result));
    }

    private void timeout(
            Kdpc dpc,
            @Nullable Object context,
            @Nullable Object argument1,
            @Nullable Object argument2) {
        if (synchronize(this::giveUp)) {
            counters.timedOut();
            handOn(orGone(FdcResult.timedOut()));
        }
    }

    /** Whatever went wrong, the reason may be that there is no controller any more. */
    private FdcResult orGone(FdcResult failed) {
        if (!isGone()) {
            return failed;
        }
        inReset = true;
        return FdcResult.gone();
    }

    private void handOn(FdcResult result) {
        Continuation then = continuation;
        continuation = NOBODY;
        then.answered(result);
    }

    private boolean begin(FdcCommand newCommand) {
        command = newCommand;
        answer = null;
        if (newCommand.length() == 0) {
            registers.digitalOutput(digitalOutput & ~FdcRegisters.DOR_NOT_RESET);
            registers.digitalOutput(digitalOutput);
        } else if (!phases.write(newCommand)) {
            inReset = true;
            conclude(FdcResult.notResponding());
        }
        return true;
    }

    private void conclude(FdcResult result) {
        answer = result;
        kernel.io().requestDpc(device, device.currentIrp(), null);
    }

    /**
     * Takes the command away from the ISR unless it has an answer, and stops the controller, which
     * may still want DMA.
     */
    private boolean giveUp() {
        if (command == null || answer != null) {
            return false;
        }
        command = null;
        inReset = true;
        registers.digitalOutput(digitalOutput & ~FdcRegisters.DOR_NOT_RESET);
        return true;
    }

    private boolean quietStray() {
        return answer == null
                && registers.mainStatus() == FdcRegisters.MSR_RQM
                && phases.senseInterrupts(options.unit()) != null;
    }

    private boolean synchronize(Guarded routine) {
        Kinterrupt ours = interrupt;
        if (ours == null) {
            throw new IllegalStateException("the interrupt is not connected");
        }
        return kernel.ke().synchronizeExecution(ours, context -> routine.run(), null);
    }

    /** What must not be disturbed by the ISR. */
    @FunctionalInterface
    private interface Guarded {
        boolean run();
    }
}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.Ktimer;
import dev.dreq.hal.ke.NtStatus;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine: one operation at a time, begun under the interrupt's lock, ended by the interrupt or
 * by a timer; never while the engine is busy, for then it could still reach the buffer.
 *
 * <p>What the ISR shares with the rest (whether there is an operation, and its answer) is touched
 * at the interrupt's synchronize IRQL, or when the ISR leaves it alone: while there is no
 * operation, and once there is an answer.
 */
final class Engine {
    private static final int IDLE_CHECK_MICROSECONDS = 100;

    private final Kernel kernel;
    private final DeviceObject device;
    private final EngineRegisters registers;
    private final Feed feed;
    private final int timeoutMillis;
    private final Runnable timedOut;
    private final Ktimer timer;
    private final Kdpc timeoutDpc;
    private final Ktimer readyTimer;
    private final Kdpc readyDpc;
    private @Nullable Kinterrupt interrupt;
    private boolean working;
    private boolean answered;
    private boolean stopping;
    private int answer;
    private Consumer<NtStatus> then = Engine::nobody;
    private Runnable whenIdle = () -> {};

    /**
     * An idle engine.
     *
     * @param timedOut is told of each operation that no interrupt ended
     */
    Engine(
            Kernel kernel,
            DeviceObject device,
            EngineRegisters registers,
            Feed feed,
            int timeoutMillis,
            Runnable timedOut) {
        this.kernel = kernel;
        this.device = device;
        this.registers = registers;
        this.feed = feed;
        this.timeoutMillis = timeoutMillis;
        this.timedOut = timedOut;
        this.timer = kernel.ke().initializeTimer("bus master", EventType.SynchronizationEvent);
        this.timeoutDpc = kernel.ke().initializeDpc(this::timeout, null);
        this.readyTimer =
                kernel.ke().initializeTimer("bus master idle", EventType.SynchronizationEvent);
        this.readyDpc = kernel.ke().initializeDpc(this::ready, null);
    }

    /** Tells which interrupt is ours, before the first operation. */
    void connected(Kinterrupt ours) {
        interrupt = ours;
    }

    /** Runs {@code routine} in a DPC as soon as the engine is idle. At most DISPATCH_LEVEL. */
    void whenIdle(Runnable routine) {
        whenIdle = routine;
        kernel.ke().insertQueueDpc(readyDpc, null, null);
    }

    /** Starts what the feed has prepared. DISPATCH_LEVEL; {@code ended} is called in a DPC. */
    void start(Consumer<NtStatus> ended) {
        then = ended;
        stopping = false;
        setTimer();
        synchronize(
                () -> {
                    working = true;
                    answered = false;
                    feed.start();
                    return true;
                });
    }

    /**
     * Tells the engine to stop if it is at work; what it was asked to do then ends as if it had
     * failed. At most DISPATCH_LEVEL.
     */
    void stop() {
        synchronize(
                () -> {
                    if (working && !answered && EngineRegisters.isBusy(registers.status())) {
                        feed.stop();
                    }
                    return true;
                });
    }

    /** Interrupts no more. PASSIVE_LEVEL, with nothing in progress. */
    void quiesce() {
        registers.control(0);
    }

    /** The ISR: quiets the engine, keeps what it says, asks for the DPC. */
    boolean isr(Kinterrupt source, @Nullable Object context) {
        int status = registers.status();
        int causes = status & EngineRegisters.STATUS_CAUSES;
        if (causes == 0) {
            return false;
        }
        registers.acknowledge(causes);
        if (working && !answered && !EngineRegisters.isBusy(status)) {
            answer = status;
            answered = true;
            kernel.io().requestDpc(device, device.currentIrp(), null);
        }
        return true;
    }

    /** The DPC that the ISR asks for: hands the answer on. */
    void dpcForIsr(
            Kdpc dpc, DeviceObject deviceObject, @Nullable Irp irp, @Nullable Object context) {
        if (answered) {
            kernel.ke().cancelTimer(timer);
            kernel.ke().removeQueueDpc(timeoutDpc);
            end();
        }
    }

    private void timeout(
            Kdpc dpc,
            @Nullable Object context,
            @Nullable Object argument1,
            @Nullable Object argument2) {
        if (synchronize(this::giveUp)) {
            end();
        } else if (working && !answered) {
            setTimer();
        }
    }

    /**
     * Takes the operation away from the ISR if the engine is idle; else tells it to stop, and has
     * another look later.
     */
    private boolean giveUp() {
        if (!working || answered) {
            return false;
        }
        stopping = true;
        int status = registers.status();
        if (EngineRegisters.isBusy(status)) {
            feed.stop();
            return false;
        }
        registers.acknowledge(status & EngineRegisters.STATUS_CAUSES);
        answer = status;
        answered = true;
        return true;
    }

    private void end() {
        Consumer<NtStatus> ended = then;
        then = Engine::nobody;
        working = false;
        answered = false;
        if (stopping) {
            timedOut.run();
        }
        ended.accept(outcome());
    }

    /** Whatever went wrong, the reason may be that there is no engine any more. */
    private NtStatus outcome() {
        NtStatus outcome = stopping ? NtStatus.STATUS_IO_TIMEOUT : feed.outcome(answer);
        return outcome.isSuccess() || !EngineRegisters.isGone(registers.status())
                ? outcome
                : NtStatus.STATUS_NO_SUCH_DEVICE;
    }

    private void ready(
            Kdpc dpc,
            @Nullable Object context,
            @Nullable Object argument1,
            @Nullable Object argument2) {
        if (!EngineRegisters.isBusy(registers.status())) {
            whenIdle.run();
        } else {
            kernel.ke()
                    .setTimer(readyTimer, DueTime.microseconds(IDLE_CHECK_MICROSECONDS), readyDpc);
        }
    }

    private static void nobody(NtStatus status) {}

    private void setTimer() {
        kernel.ke().setTimer(timer, DueTime.milliseconds(timeoutMillis), timeoutDpc);
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

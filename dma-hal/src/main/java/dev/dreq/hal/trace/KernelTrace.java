package dev.dreq.hal.trace;

import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.IoStackLocation;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.EventOrder;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the flight recorder of what the kernel and its drivers do, and knows on whose
 * behalf they do it: the subject, a device object, or a driver object while there is none. While
 * nobody records a kind of event, the price is a look at a flag or two.
 */
public final class KernelTrace {

    private final CpuBus bus;
    private @Nullable EventOrder order;
    private long count;
    private @Nullable SystemObject subject;

    /** The trace of a kernel on a machine. Events are numbered by the machine, if it can. */
    public KernelTrace(CpuBus bus) {
        this.bus = bus;
    }

    /** Who is at work; null for the kernel itself. */
    public @Nullable SystemObject subject() {
        return subject;
    }

    /**
     * Says who is at work from now on; returns who was, to be entered again afterwards, but not
     * when something is thrown: a bug check is told with who was at work.
     */
    public @Nullable SystemObject enter(@Nullable SystemObject newSubject) {
        SystemObject old = subject;
        subject = newSubject;
        return old;
    }

    /**
     * A dispatch routine is called with the IRP's current stack location; null if that is not
     * recorded.
     *
     * @param first whether no driver saw the IRP before
     */
    public @Nullable TraceSlice dispatch(DeviceObject device, Irp irp, boolean first) {
        if (!Recording.isPossible() || !Kinds.DISPATCHES.isEnabled()) {
            return null;
        }
        IoStackLocation stack = irp.stackLocation(irp.currentLocation());
        IrpDispatchEvent event = new IrpDispatchEvent();
        event.begin();
        by(event, device);
        event.irp = irp.address();
        event.major = stack.majorFunction().name();
        event.parameters = words(stack.parameters());
        event.first = first;
        return event;
    }

    private static String words(IoParameters parameters) {
        if (parameters instanceof IoParameters.ReadWrite transfer) {
            return "%d bytes at %d"
                    .formatted(Integer.toUnsignedLong(transfer.length()), transfer.byteOffset());
        } else if (parameters instanceof IoParameters.DeviceIoControl control) {
            return "code %08x, %d bytes in, %d bytes out"
                    .formatted(
                            control.ioControlCode(),
                            Integer.toUnsignedLong(control.inputBufferLength()),
                            Integer.toUnsignedLong(control.outputBufferLength()));
        } else if (parameters instanceof IoParameters.Pnp pnp) {
            return pnp.minor().name();
        }
        return "";
    }

    /** An IRP is at its end; the driver of this device called IoCompleteRequest. */
    public void completed(Irp irp, @Nullable DeviceObject completer) {
        if (Recording.isPossible() && Kinds.COMPLETIONS.isEnabled()) {
            IrpCompletionEvent event = new IrpCompletionEvent();
            by(event, completer);
            event.irp = irp.address();
            event.status = irp.ioStatus().status().toString();
            event.information = irp.ioStatus().information();
            event.commit();
        }
    }

    /** The subject's service routine is called; null if that is not recorded. */
    public @Nullable TraceSlice interrupt(Kinterrupt interrupt) {
        if (!Recording.isPossible() || !Kinds.INTERRUPTS.isEnabled()) {
            return null;
        }
        InterruptEvent event = new InterruptEvent();
        event.begin();
        by(event, subject);
        event.input = interrupt.input();
        event.message = interrupt.message();
        event.irql = Irql.name(interrupt.synchronizeIrql());
        return event;
    }

    /** A DPC of the subject is called; null if that is not recorded. */
    public @Nullable TraceSlice dpc() {
        if (!Recording.isPossible() || !Kinds.DPCS.isEnabled()) {
            return null;
        }
        DpcEvent event = new DpcEvent();
        event.begin();
        by(event, subject);
        return event;
    }

    /** What has begun has ended, with this status; null if it was left by an exception. */
    public void end(@Nullable TraceSlice slice, @Nullable NtStatus status) {
        if (slice != null) {
            end(slice, status == null ? "did not return" : status.toString());
        }
    }

    /** What has begun has ended. */
    public void end(@Nullable TraceSlice slice, String result) {
        if (slice != null) {
            slice.virtualDuration = bus.now() - slice.virtualTime;
            slice.result = result;
            slice.commit();
        }
    }

    /** The subject called a routine of an adapter, or one that uses it. */
    public void operation(String adapter, String routine, int irql) {
        if (Recording.isPossible() && Kinds.OPERATIONS.isEnabled()) {
            DmaOperationEvent event = new DmaOperationEvent();
            by(event, subject);
            event.adapter = adapter;
            event.routine = routine;
            event.irql = Irql.name(irql);
            event.commit();
        }
    }

    /** Bytes of a buffer got logical addresses for the device. */
    public void mapping(String adapter, long address, long length, boolean toDevice) {
        if (Recording.isPossible() && Kinds.MAPPINGS.isEnabled()) {
            DmaMappingEvent event = new DmaMappingEvent();
            by(event, subject);
            event.adapter = adapter;
            event.address = address;
            event.length = length;
            event.toDevice = toDevice;
            event.commit();
        }
    }

    /** As {@link #mapping}, each element of a list. */
    public void mappings(String adapter, ScatterGatherList list, boolean toDevice) {
        if (Recording.isPossible() && Kinds.MAPPINGS.isEnabled()) {
            for (int i = 0; i < list.numberOfElements(); i++) {
                ScatterGatherElement element = list.elements(i);
                long length = Integer.toUnsignedLong(element.length());
                mapping(adapter, element.logicalAddress(), length, toDevice);
            }
        }
    }

    /** Map registers changed hands. */
    public void mapRegisters(String adapter, RegisterAction action, int number, long base) {
        if (Recording.isPossible() && Kinds.REGISTERS.isEnabled()) {
            MapRegistersEvent event = new MapRegistersEvent();
            by(event, subject);
            event.adapter = adapter;
            event.action = action.word();
            event.count = number;
            event.base = base;
            event.commit();
        }
    }

    /** The IRQL changes. */
    public void irql(int from, int to) {
        if (Recording.isPossible() && Kinds.IRQLS.isEnabled()) {
            IrqlChangeEvent event = new IrqlChangeEvent();
            by(event, subject);
            event.from = from;
            event.to = to;
            event.name = Irql.name(to);
            event.commit();
        }
    }

    /** A broken rule stops the kernel. */
    public void stopped(BugCheck stop) {
        violation(stop.code() + " 0x%X".formatted(stop.parameter(1)), "" + stop.getMessage());
    }

    /**
     * The subject broke a rule.
     *
     * @param code of the rule
     * @param message what was done, where, and what to do instead
     */
    public void violation(String code, String message) {
        if (Recording.isPossible() && Kinds.VIOLATIONS.isEnabled()) {
            RuleViolationEvent event = new RuleViolationEvent();
            by(event, subject);
            event.code = code;
            event.message = message;
            event.commit();
        }
    }

    /** Says when, and for whom: for a device object also which IRP it works on. */
    private void by(KernelEvent event, @Nullable SystemObject who) {
        event.virtualTime = bus.now();
        event.sequence = next();
        if (who instanceof DeviceObject device) {
            event.driver = device.driverObject().driverName();
            event.device = device.name();
            Irp current = device.currentIrp();
            event.irp = current == null ? 0 : current.address();
        } else if (who instanceof DriverObject driver) {
            event.driver = driver.driverName();
        }
    }

    private long next() {
        EventOrder numbers = order;
        if (numbers == null) {
            numbers = bus.capability(EventOrder.class).orElse(() -> count++);
            order = numbers;
        }
        return numbers.next();
    }
}

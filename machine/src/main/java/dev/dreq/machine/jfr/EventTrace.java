package dev.dreq.machine.jfr;

import dev.dreq.machine.Trace;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.cpu.EventOrder;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;

/**
 * Makes events of the flight recorder of what happens, and passes it on. While nobody records that
 * kind of event, the price is a look at a flag or two.
 */
public final class EventTrace implements Trace {

    private final Sequencer sequencer;
    private final EventOrder order;
    private final Trace viewer;

    /**
     * Makes a trace.
     *
     * @param viewer sees everything before it is recorded
     */
    public EventTrace(Sequencer sequencer, EventOrder order, Trace viewer) {
        this.sequencer = sequencer;
        this.order = order;
        this.viewer = viewer;
    }

    private void commit(MachineEvent event) {
        event.virtualTime = sequencer.now();
        event.sequence = order.next();
        event.commit();
    }

    @Override
    public void registerRead(
            String device, String window, String register, long offset, int size, long value) {
        viewer.registerRead(device, window, register, offset, size, value);
        if (Recording.isPossible() && Kinds.REGISTERS.isEnabled()) {
            access(device, window, register, offset, size, value, false);
        }
    }

    @Override
    public void registerWrite(
            String device, String window, String register, long offset, int size, long value) {
        viewer.registerWrite(device, window, register, offset, size, value);
        if (Recording.isPossible() && Kinds.REGISTERS.isEnabled()) {
            access(device, window, register, offset, size, value, true);
        }
    }

    private void access(
            String device,
            String window,
            String register,
            long offset,
            int size,
            long value,
            boolean write) {
        RegisterAccessEvent event = new RegisterAccessEvent();
        event.device = device;
        event.window = window;
        event.register = register;
        event.offset = offset;
        event.size = size;
        event.value = value;
        event.write = write;
        commit(event);
    }

    @Override
    public void dma(
            String device,
            int channel,
            long address,
            int length,
            DmaDirection direction,
            int moved,
            BusStatus status) {
        viewer.dma(device, channel, address, length, direction, moved, status);
        if (Recording.isPossible() && Kinds.TRANSFERS.isEnabled()) {
            DmaTransferEvent event = new DmaTransferEvent();
            event.device = device;
            event.channel = channel;
            event.address = address;
            event.length = length;
            event.moved = moved;
            event.toMemory = direction == DmaDirection.TO_MEMORY;
            event.status = status.name();
            commit(event);
        }
        if (status != BusStatus.OK && Recording.isPossible() && Kinds.BUS_ERRORS.isEnabled()) {
            BusErrorEvent event = new BusErrorEvent();
            event.device = device;
            event.channel = channel;
            event.address = address;
            event.length = length;
            event.status = status.name();
            commit(event);
        }
    }

    @Override
    public void dreq(String device, int channel, boolean level) {
        viewer.dreq(device, channel, level);
        if (Recording.isPossible() && Kinds.REQUESTS.isEnabled()) {
            DmaRequestEvent event = new DmaRequestEvent();
            event.device = device;
            event.channel = channel;
            event.level = level;
            commit(event);
        }
    }

    @Override
    public void interrupt(String device, int input, boolean level) {
        viewer.interrupt(device, input, level);
        if (Recording.isPossible() && Kinds.LINES.isEnabled()) {
            InterruptLineEvent event = new InterruptLineEvent();
            event.device = device;
            event.input = input;
            event.level = level;
            commit(event);
        }
    }

    @Override
    public void message(int vector) {
        viewer.message(vector);
        if (Recording.isPossible() && Kinds.MESSAGES.isEnabled()) {
            InterruptMessageEvent event = new InterruptMessageEvent();
            event.vector = vector;
            commit(event);
        }
    }

    @Override
    public void guestError(String device, String what) {
        viewer.guestError(device, what);
        if (Recording.isPossible() && Kinds.GUEST_ERRORS.isEnabled()) {
            GuestErrorEvent event = new GuestErrorEvent();
            event.device = device;
            event.what = what;
            commit(event);
        }
    }

    @Override
    public void fault(String device, Throwable reason) {
        viewer.fault(device, reason);
        if (Recording.isPossible() && Kinds.FAULTS.isEnabled()) {
            DeviceFaultEvent event = new DeviceFaultEvent();
            event.device = device;
            event.reason = reason.toString();
            commit(event);
        }
    }

    @Override
    public void unplugged(String device) {
        viewer.unplugged(device);
        if (Recording.isPossible() && Kinds.UNPLUGS.isEnabled()) {
            UnplugEvent event = new UnplugEvent();
            event.device = device;
            commit(event);
        }
    }

    @Override
    public void plugged(String device) {
        viewer.plugged(device);
        if (Recording.isPossible() && Kinds.PLUGS.isEnabled()) {
            PlugEvent event = new PlugEvent();
            event.device = device;
            commit(event);
        }
    }

    @Override
    public void targetAborted(
            String device, String window, String register, long offset, int size, boolean write) {
        viewer.targetAborted(device, window, register, offset, size, write);
        if (Recording.isPossible() && Kinds.ABORTS.isEnabled()) {
            TargetAbortEvent event = new TargetAbortEvent();
            event.device = device;
            event.window = window;
            event.register = register;
            event.offset = offset;
            event.size = size;
            event.write = write;
            commit(event);
        }
    }
}

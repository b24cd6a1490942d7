package dev.dreq.machine.memory;

import dev.dreq.machine.Trace;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Physical memory as one bus master, or a slave through its controller, reaches it: RAM and ROM, no
 * device. What is written to ROM is lost, as on any bus where nobody says no.
 */
public final class BusMaster implements AddressSpace {

    /** The channel of what masters the bus itself. */
    public static final int NO_CHANNEL = -1;

    private final Supplier<String> device;
    private final int channel;
    private final MemoryMap map;
    private final DmaGate gate;
    private final Sequencer sequencer;
    private final Trace trace;

    /**
     * Makes a view.
     *
     * @param device the name to which an access is attributed, asked for at each access
     * @param channel of the DMA controller, or {@link #NO_CHANNEL}
     */
    public BusMaster(
            Supplier<String> device,
            int channel,
            MemoryMap map,
            DmaGate gate,
            Sequencer sequencer,
            Trace trace) {
        this.device = device;
        this.channel = channel;
        this.map = map;
        this.gate = gate;
        this.sequencer = sequencer;
        this.trace = trace;
    }

    @Override
    public BusStatus read(long address, ByteBuffer target) {
        return access(address, target, DmaDirection.FROM_MEMORY);
    }

    @Override
    public BusStatus write(long address, ByteBuffer source) {
        return access(address, source, DmaDirection.TO_MEMORY);
    }

    private BusStatus access(long address, ByteBuffer buffer, DmaDirection direction) {
        int length = buffer.remaining();
        if (length == 0) {
            return BusStatus.OK;
        }
        String name = device.get();
        BusStatus status =
                gate.allows(name, address, length, direction)
                        ? move(address, buffer, direction)
                        : BusStatus.REFUSED;
        int moved = length - buffer.remaining();
        sequencer.countDma(moved);
        trace.dma(name, channel, address, length, direction, moved, status);
        return status;
    }

    private BusStatus move(long address, ByteBuffer buffer, DmaDirection direction) {
        long at = address;
        while (buffer.hasRemaining()) {
            Section section = map.find(at);
            MemoryBank bank = section.bank;
            if (section.ofDevice) {
                return BusStatus.NOT_MEMORY;
            }
            if (bank == null) {
                return BusStatus.UNASSIGNED;
            }
            int run = (int) section.run(at, buffer.remaining());
            if (direction == DmaDirection.FROM_MEMORY) {
                bank.read(at + section.toBank, buffer, run);
            } else if (section.writable) {
                bank.write(at + section.toBank, buffer, run);
            } else {
                buffer.position(buffer.position() + run);
            }
            at += run;
        }
        return BusStatus.OK;
    }
}

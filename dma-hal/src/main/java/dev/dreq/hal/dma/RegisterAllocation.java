package dev.dreq.hal.dma;

import org.jspecify.annotations.Nullable;

/**
 * Map registers that lie side by side, granted together and returned together, and what a bus
 * master has mapped through them.
 */
final class RegisterAllocation {
    private final int first;
    private final long base;
    private final long address;
    private final MappedRuns runs = new MappedRuns();
    private DoubleBuffer doubleBuffer = DoubleBuffer.NONE;
    private int count;
    private @Nullable ChannelRequest holder;
    private @Nullable MappedChain chain;

    /**
     * @param first index of its first register
     * @param base what drivers know it by
     * @param address where the device sees its first register; 0 for registers without memory
     */
    RegisterAllocation(int first, long base, long address) {
        this.first = first;
        this.base = base;
        this.address = address;
    }

    int first() {
        return first;
    }

    long base() {
        return base;
    }

    long address() {
        return address;
    }

    /** Whether pages can be bounced through it. */
    boolean isBacked() {
        return address != 0;
    }

    MappedRuns runs() {
        return runs;
    }

    /** How many registers it has; 0 while it is not granted. */
    int count() {
        return count;
    }

    void setCount(int count) {
        this.count = count;
    }

    /** What stands between the device and what is mapped through the registers. */
    DoubleBuffer doubleBuffer() {
        return doubleBuffer;
    }

    /** The registers are granted to an adapter with such double buffers. */
    void open(DoubleBuffers doubleBuffers) {
        doubleBuffer = count == 0 ? DoubleBuffer.NONE : doubleBuffers.of(count);
    }

    /** They are given back. */
    void close() {
        doubleBuffer.close();
        doubleBuffer = DoubleBuffer.NONE;
    }

    /** Whose registers these are after the channel was given back. */
    void setHolder(ChannelRequest request) {
        holder = request;
    }

    /** They were given back without a channel: the request is over. */
    void end() {
        ChannelRequest request = holder;
        holder = null;
        if (request != null) {
            request.ended();
        }
    }

    /** What MapTransferEx has mapped through them and FlushAdapterBuffersEx has not yet flushed. */
    @Nullable MappedChain chain() {
        return chain;
    }

    void setChain(@Nullable MappedChain mapped) {
        chain = mapped;
    }
}

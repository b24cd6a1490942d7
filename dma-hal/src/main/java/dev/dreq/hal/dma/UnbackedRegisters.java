package dev.dreq.hal.dma;

import dev.dreq.hal.ke.Ke;
import java.util.ArrayDeque;

/**
 * Map registers without memory, for a scatter/gather master that reaches all of it: they count what
 * a driver maps, and nobody ever waits for them.
 */
final class UnbackedRegisters implements MapRegisters {
    private final Ke ke;
    private final RegisterAllocation none = new RegisterAllocation(0, 0, 0);
    private final ArrayDeque<RegisterAllocation> spare = new ArrayDeque<>();

    UnbackedRegisters(Ke ke) {
        this.ke = ke;
    }

    @Override
    public RegisterAllocation none() {
        return none;
    }

    @Override
    public RegisterAllocation request(AdapterChannel channel) {
        RegisterAllocation allocation =
                spare.isEmpty()
                        ? new RegisterAllocation(0, ke.newObjectAddress(16), 0)
                        : spare.remove();
        allocation.setCount(channel.registersWanted());
        return allocation;
    }

    @Override
    public void cancel(AdapterChannel channel) {
        // Nobody waits.
    }

    @Override
    public void release(RegisterAllocation allocation) {
        if (allocation.count() == 0) {
            throw new IllegalStateException("map registers returned twice: " + allocation.base());
        }
        allocation.setCount(0);
        spare.add(allocation);
    }

    @Override
    public void serve() {
        // Nobody waits.
    }
}

package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Pages;
import java.util.ArrayDeque;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The map registers of a class of devices: physically contiguous pages that its devices reach.
 * Allocations are contiguous and lie within one boundary window. Who finds too few waits, first
 * come first served: a small request does not overtake a large one.
 */
final class MapRegisterPool implements MapRegisters {
    private final RegisterAllocation[] allocations;
    private final RegisterAllocation none = new RegisterAllocation(0, 0, 0);
    private final BitSet used;
    private final ArrayDeque<AdapterChannel> waiting = new ArrayDeque<>();
    private boolean serving;

    /**
     * @param address of the first register's page
     * @param count how many registers there are; 0 on a machine without memory for them
     * @param handle what drivers know the first register by; the next ones follow at intervals of
     *     16
     */
    MapRegisterPool(long address, int count, long handle) {
        allocations = new RegisterAllocation[count];
        used = new BitSet(count);
        for (int i = 0; i < count; i++) {
            allocations[i] =
                    new RegisterAllocation(i, handle + 16L * i, address + Pages.address(i));
        }
    }

    int size() {
        return allocations.length;
    }

    /** The last byte of the last register's page; 0 if there are none. */
    long last() {
        return size() == 0 ? 0 : allocations[size() - 1].address() + Pages.PAGE_SIZE - 1;
    }

    int free() {
        return allocations.length - used.cardinality();
    }

    /**
     * The most registers that one allocation can ever have if it must not leave a window of so many
     * bytes.
     */
    int longest(long window) {
        int longest = 0;
        for (int first = 0; first < size(); ) {
            int end = Math.min(size(), nextWindow(first, window));
            longest = Math.max(longest, end - first);
            first = end;
        }
        return longest;
    }

    @Override
    public RegisterAllocation none() {
        return none;
    }

    /** Registers for {@code channel} if nobody waits and there are enough; otherwise it waits. */
    @Override
    public @Nullable RegisterAllocation request(AdapterChannel channel) {
        RegisterAllocation granted = waiting.isEmpty() ? allocate(channel) : null;
        if (granted == null) {
            waiting.add(channel);
        }
        return granted;
    }

    @Override
    public void cancel(AdapterChannel channel) {
        waiting.remove(channel);
    }

    @Override
    public void release(RegisterAllocation allocation) {
        if (allocation.count() == 0) {
            throw new IllegalStateException("map registers returned twice: " + allocation.first());
        }
        used.clear(allocation.first(), allocation.first() + allocation.count());
        allocation.setCount(0);
    }

    /** Grants registers to those who wait, in order, until the first of them finds too few. */
    @Override
    public void serve() {
        if (serving) {
            return;
        }
        serving = true;
        try {
            for (AdapterChannel next = waiting.peek(); next != null; next = waiting.peek()) {
                RegisterAllocation granted = allocate(next);
                if (granted == null) {
                    return;
                }
                waiting.remove();
                next.granted(granted);
            }
        } finally {
            serving = false;
        }
    }

    private @Nullable RegisterAllocation allocate(AdapterChannel channel) {
        int count = channel.registersWanted();
        int first = firstFit(count, channel.window());
        if (first < 0) {
            return null;
        }
        used.set(first, first + count);
        allocations[first].setCount(count);
        return allocations[first];
    }

    private int firstFit(int count, long window) {
        int first = used.nextClearBit(0);
        while (first + count <= size()) {
            int taken = used.nextSetBit(first);
            int edge = nextWindow(first, window);
            if (first + count > edge) {
                first = used.nextClearBit(edge);
            } else if (taken >= 0 && taken < first + count) {
                first = used.nextClearBit(taken);
            } else {
                return first;
            }
        }
        return -1;
    }

    /** The index of the first register behind the window that register {@code first} lies in. */
    private int nextWindow(int first, long window) {
        long offset = allocations[first].address() & (window - 1);
        return first + (int) Pages.number(window - offset);
    }
}

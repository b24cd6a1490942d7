package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.trace.RegisterAction;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What AllocateAdapterChannel hands out: one owner at a time, and a line of device objects that
 * wait, first come first served. The owner keeps the channel while it waits for map registers. No
 * state is in between when a driver's routine runs, so it may call anything that the contract
 * allows.
 */
final class AdapterChannel {
    private final String name;
    private final long window;
    private final MapRegisters pool;
    private final AdapterControl adapterControl;
    private final ArrayDeque<ChannelRequest> waiting = new ArrayDeque<>();

    private @Nullable ChannelRequest owner;
    private @Nullable RegisterAllocation registers;
    private boolean granting;

    /**
     * @param name such as {@code DMA channel 2}
     * @param window the bytes in one of which all map registers of an allocation lie
     */
    AdapterChannel(String name, long window, MapRegisters pool, AdapterControl adapterControl) {
        this.name = name;
        this.window = window;
        this.pool = pool;
        this.adapterControl = adapterControl;
    }

    String name() {
        return name;
    }

    long window() {
        return window;
    }

    /** How many map registers the owner waits for. */
    int registersWanted() {
        return owner == null ? 0 : owner.registers();
    }

    /** Gets in line. */
    void request(ChannelRequest request) {
        waiting.add(request);
        serve();
        pool.serve();
    }

    /** Is granted at once, or not at all: false if somebody else is before it. */
    boolean requestNow(ChannelRequest request) {
        if (owner != null || !waiting.isEmpty()) {
            return false;
        }
        owner = request;
        RegisterAllocation granted = registersWanted() == 0 ? pool.none() : pool.request(this);
        if (granted == null) {
            pool.cancel(this);
            owner = null;
            return false;
        }
        run(granted);
        serve();
        pool.serve();
        return true;
    }

    /**
     * Takes a request out of the line that it waits in, and serves who is behind it; false if it
     * waits no more.
     */
    boolean cancel(ChannelRequest request) {
        if (owner == request) {
            if (registers != null) {
                return false;
            }
            pool.cancel(this);
            owner = null;
        } else if (!waiting.remove(request)) {
            return false;
        }
        request.ended();
        serve();
        pool.serve();
        return true;
    }

    /** The registers that the owner waited for. */
    void granted(RegisterAllocation allocation) {
        run(allocation);
        serve();
    }

    /**
     * FreeAdapterChannel: gives back channel and registers; serves this line, then those who wait
     * for registers.
     */
    void free(AdapterObject adapter) {
        requireHeld(adapter);
        release();
        serve();
        pool.serve();
    }

    /** As {@link #free}, but the registers stay. */
    void freeKeepingRegisters(AdapterObject adapter) {
        requireHeld(adapter);
        keepRegisters();
        serve();
        pool.serve();
    }

    private void requireHeld(AdapterObject adapter) {
        if (granting && ownedBy(adapter)) {
            throw Rule.WRONG_RELEASE.stop(
                    adapter.address(),
                    0,
                    0,
                    ("FreeAdapterChannel of %s inside the AdapterControl routine that it is"
                                    + " granted to; return first")
                            .formatted(name));
        }
        if (!ownedBy(adapter) || registers == null) {
            throw Rule.CHANNEL_NOT_ALLOCATED.stop(
                    1,
                    adapter.address(),
                    0,
                    ("FreeAdapterChannel of %s, which this adapter does not hold; free it once"
                                    + " for each KeepObject")
                            .formatted(name));
        }
    }

    /** Takes registers back that went on without the channel; serves those who wait for some. */
    void giveBack(AdapterObject adapter, RegisterAllocation allocation) {
        release(adapter, allocation);
        allocation.end();
        pool.serve();
    }

    /** Whose channel it is while {@code adapter} holds it or waits for its registers. */
    @Nullable ChannelRequest ownerOf(AdapterObject adapter) {
        return ownedBy(adapter) ? owner : null;
    }

    /**
     * The registers that {@code adapter} holds together with the channel; null if it does not hold
     * the channel.
     */
    @Nullable RegisterAllocation registersOf(AdapterObject adapter) {
        return ownedBy(adapter) ? registers : null;
    }

    /** Whether {@code adapter} holds the channel or waits for it or its registers. */
    boolean concerns(AdapterObject adapter) {
        if (ownedBy(adapter)) {
            return true;
        }
        for (ChannelRequest request : waiting) {
            if (request.adapter() == adapter) {
                return true;
            }
        }
        return false;
    }

    private boolean ownedBy(AdapterObject adapter) {
        return owner != null && owner.adapter() == adapter;
    }

    private void serve() {
        while (owner == null && !waiting.isEmpty()) {
            owner = waiting.remove();
            RegisterAllocation granted = registersWanted() == 0 ? pool.none() : pool.request(this);
            if (granted == null) {
                record(RegisterAction.AWAITED, registersWanted(), 0);
                return;
            }
            run(granted);
        }
    }

    private void run(RegisterAllocation granted) {
        ChannelRequest request = owner;
        if (request == null) {
            throw new IllegalStateException("map registers for nobody on " + name);
        }
        registers = granted;
        AdapterObject adapter = request.adapter();
        adapter.counters().allocated(granted.count());
        granted.open(adapter.doubleBuffers());
        record(RegisterAction.ALLOCATED, granted.count(), granted.base());
        granting = true;
        IoAllocationAction action;
        try {
            action = request.granted(granted, adapterControl);
        } finally {
            granting = false;
        }
        switch (action) {
            case KeepObject -> {}
            case DeallocateObject -> release();
            case DeallocateObjectKeepRegisters -> keepRegisters();
        }
    }

    private void keepRegisters() {
        if (owner != null && registers != null) {
            owner.keep(registers);
        }
        registers = null;
        owner = null;
    }

    private void release() {
        ChannelRequest request = owner;
        if (request != null && registers != null) {
            release(request.adapter(), registers);
        }
        registers = null;
        owner = null;
        if (request != null) {
            request.ended();
        }
    }

    private void release(AdapterObject adapter, RegisterAllocation allocation) {
        adapter.counters().released(allocation.count());
        record(RegisterAction.RELEASED, allocation.count(), allocation.base());
        if (allocation.count() != 0) {
            allocation.close();
            pool.release(allocation);
        }
    }

    private void record(RegisterAction action, int count, long base) {
        adapterControl.trace().mapRegisters(name, action, count, base);
    }
}

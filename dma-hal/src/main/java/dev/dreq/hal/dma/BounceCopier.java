package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * Moves data between a driver's buffer and where the device finds it: copies to and from map
 * registers, one physical run after another; of what the device wrote to the buffer itself the
 * cache forgets its copy. Map registers are not cached.
 */
final class BounceCopier {
    private final CpuBus bus;
    private final MdlCache cache;
    private final DmaCounters counters;

    BounceCopier(CpuBus bus, DmaCounters counters) {
        this.bus = bus;
        this.cache = new MdlCache(bus);
        this.counters = counters;
    }

    /** Copies from the buffer to {@code registers}, a physical address. */
    void copyIn(long registers, Mdl mdl, long currentVa, long length) {
        for (long done = 0; done < length; ) {
            long run = MdlRuns.contiguous(mdl, currentVa + done, length - done);
            bus.copy(registers + done, MdlRuns.physical(mdl, currentVa + done), run);
            done += run;
        }
        counters.bounced(length);
    }

    /** Copies from {@code registers}, a physical address, to the buffer. */
    void copyOut(long registers, Mdl mdl, long currentVa, long length) {
        for (long done = 0; done < length; ) {
            long run = MdlRuns.contiguous(mdl, currentVa + done, length - done);
            bus.copy(MdlRuns.physical(mdl, currentVa + done), registers + done, run);
            done += run;
        }
        counters.bounced(length);
    }

    /** Makes the processor see, in the buffer, what the device wrote. */
    void copyBack(Mapping run) {
        if (run.writeToDevice()) {
            return;
        }
        if (run.bounced()) {
            copyOut(run.address(), run.mdl(), run.currentVa(), run.length());
        } else {
            cache.afterDeviceWrote(run.mdl(), run.currentVa(), run.length());
        }
    }

    /** Makes the processor see what the device wrote to all of a buffer, where it lies. */
    void written(MdlChain buffer) {
        for (MdlChain.Part part : buffer.parts()) {
            cache.afterDeviceWrote(part.mdl(), part.currentVa(), part.length());
        }
    }

    /** As {@link #copyIn(long, Mdl, long, long)}, all of a chain. */
    void copyIn(long registers, MdlChain buffer) {
        long done = 0;
        for (MdlChain.Part part : buffer.parts()) {
            copyIn(registers + done, part.mdl(), part.currentVa(), part.length());
            done += part.length();
        }
    }

    /** As {@link #copyOut(long, Mdl, long, long)}, the first {@code length} bytes of a chain. */
    void copyOut(long registers, MdlChain buffer, long length) {
        long done = 0;
        for (MdlChain.Part part : buffer.parts()) {
            long bytes = Math.min(part.length(), length - done);
            copyOut(registers + done, part.mdl(), part.currentVa(), bytes);
            done += bytes;
        }
    }

    /** Clears map registers, so that what the device leaves out is not what was there before. */
    void clear(long registers, long length) {
        bus.fill(registers, length, 0);
    }
}

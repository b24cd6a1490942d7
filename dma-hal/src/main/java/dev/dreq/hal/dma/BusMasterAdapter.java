package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A bus master. What is mapped belongs to the map registers that it is mapped through, because
 * several requests may be under way without the channel. An operation is flushed as a whole, or run
 * by run.
 */
final class BusMasterAdapter implements AdapterKind {
    /** No logical range crosses a multiple of it. */
    static final long WINDOW = 0x1_0000_0000L;

    private final AddressReach reach;
    private final MasterMapper mapper;
    private final BounceCopier copier;
    private final DmaCounters counters;
    private final @Nullable SystemChannel cascade;

    /**
     * @param cascade an ISA master's channel, through which it asks for the bus
     */
    BusMasterAdapter(
            AddressReach reach,
            MasterMapper mapper,
            BounceCopier copier,
            DmaCounters counters,
            @Nullable SystemChannel cascade) {
        this.reach = reach;
        this.mapper = mapper;
        this.copier = copier;
        this.counters = counters;
        this.cascade = cascade;
        if (cascade != null) {
            cascade.cascade();
        }
    }

    @Override
    public AddressReach reach() {
        return reach;
    }

    @Override
    public long window() {
        return WINDOW;
    }

    @Override
    public int alignment() {
        return 1;
    }

    @Override
    public boolean permits(IoAllocationAction action) {
        return true;
    }

    @Override
    public @Nullable SystemChannel systemChannel() {
        return null;
    }

    @Override
    public boolean isMapped(RegisterAllocation registers) {
        return registers.runs().isOpen();
    }

    @Override
    public long map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            Pulong length,
            boolean writeToDevice) {
        long bytes = Integer.toUnsignedLong(length.get());
        Mapping run = mapper.map(registers, mdl, currentVa, bytes, writeToDevice);
        counters.mapped(run.length(), registers.runs().bytes());
        counters.element();
        length.set((int) run.length());
        return run.logical();
    }

    @Override
    public boolean flush(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice) {
        MappedRuns runs = registers.runs();
        int first = runs.find(mdl, currentVa);
        int end = first < 0 ? -1 : runs.end(first, length, writeToDevice);
        if (end < 0) {
            throw wrongFlush(registers, mdl, currentVa, length, writeToDevice);
        }
        runs.withdraw(first, end);
        for (int i = first; i < end; i++) {
            copier.copyBack(runs.run(i));
        }
        runs.close(first, end);
        return true;
    }

    @Override
    public int remaining() {
        return 0;
    }

    @Override
    public boolean listKeepsChannel() {
        return false;
    }

    @Override
    public int mostElements(int pages) {
        return mapper.mostElements(pages);
    }

    @Override
    public int elements(MdlChain buffer) {
        return mapper.elements(buffer);
    }

    @Override
    public long mapList(
            RegisterAllocation registers,
            MdlChain buffer,
            boolean writeToDevice,
            LogicalRanges ranges) {
        long mapped = mapper.mapList(registers, buffer, writeToDevice, ranges);
        counters.listed(mapped);
        return mapped;
    }

    @Override
    public boolean flushList(RegisterAllocation registers, MdlChain buffer, boolean writeToDevice) {
        registers.runs().withdrawAll();
        if (!writeToDevice) {
            mapper.copyBack(registers, buffer);
        }
        registers.runs().closeAll();
        return true;
    }

    @Override
    public void abandon(RegisterAllocation registers) {
        registers.runs().withdrawAll();
        registers.runs().closeAll();
    }

    @Override
    public void close() {
        if (cascade != null) {
            cascade.endCascade();
        }
    }

    private static RuntimeException wrongFlush(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice) {
        MappedRuns runs = registers.runs();
        if (!runs.isOpen()) {
            return Rule.NOT_MAPPED.stop(
                    currentVa,
                    0,
                    0,
                    "FlushAdapterBuffers with nothing mapped; flush once for each operation");
        }
        long capacity = Pages.address(registers.count()) - Pages.byteOffset(currentVa);
        if (length > capacity) {
            return Rule.OUT_OF_MAP_REGISTERS.stop(
                    1,
                    capacity,
                    length,
                    ("FlushAdapterBuffers of 0x%x bytes at 0x%x through %d map registers,"
                                    + " which hold 0x%x; flush what was mapped")
                            .formatted(length, currentVa, registers.count(), capacity));
        }
        return Rule.FLUSH_MISMATCH.stop(
                currentVa,
                length,
                mdl.address(),
                ("FlushAdapterBuffers of 0x%x bytes at 0x%x, writeToDevice %s, but the"
                                + " operation began with 0x%x bytes"
                                + " at 0x%x, writeToDevice %s, and has 0x%x in all: pass its"
                                + " first CurrentVa and its"
                                + " whole length")
                        .formatted(
                                length,
                                currentVa,
                                writeToDevice,
                                runs.run(0).length(),
                                runs.run(0).currentVa(),
                                runs.run(0).writeToDevice(),
                                runs.bytes()));
    }
}

package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * A slave of the system DMA controller. An operation is one contiguous range below 16 MiB within
 * one window of the channel; a buffer that is not like this is bounced as a whole.
 */
final class SlaveAdapter implements AdapterKind {
    /** The last byte that the 8237 with its page registers reaches. */
    static final long REACH = 0xFF_FFFF;

    private final SystemChannel channel;
    private final I8237Channel controller;
    private final BounceCopier copier;
    private final DmaCounters counters;
    private final boolean autoInitialize;
    private final boolean demand;
    private final boolean countIgnored;
    private final Mapping mapping = new Mapping();

    SlaveAdapter(
            SystemChannel channel,
            DeviceDescription description,
            CpuBus bus,
            DmaCounters counters) {
        this.channel = channel;
        this.controller = channel.controller();
        this.copier = new BounceCopier(bus, counters);
        this.counters = counters;
        this.autoInitialize = description.autoInitialize();
        this.demand = description.demands();
        this.countIgnored = description.countIgnored();
        channel.reference();
    }

    @Override
    public long reach() {
        return REACH;
    }

    @Override
    public long window() {
        return controller.window();
    }

    @Override
    public int alignment() {
        return controller.unit();
    }

    @Override
    public boolean permits(IoAllocationAction action) {
        return action == IoAllocationAction.KeepObject;
    }

    @Override
    public boolean isMapped(RegisterAllocation registers) {
        return mapping.isOpen() && mapping.uses(registers);
    }

    @Override
    public long map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            Pulong length,
            boolean writeToDevice) {
        long bytes = Integer.toUnsignedLong(length.get());
        requireRoom(registers, currentVa, bytes);
        requireUnits(currentVa, bytes);
        boolean direct = isDirect(mdl, currentVa, bytes);
        long address =
                direct
                        ? MdlRuns.physical(mdl, currentVa)
                        : registers.address() + Pages.byteOffset(currentVa);
        if (!direct) {
            if (writeToDevice) {
                copier.copyIn(address, mdl, currentVa, bytes);
            } else if (countIgnored) {
                copier.clear(address, bytes);
            }
        }
        mapping.open(registers, mdl, currentVa, bytes, writeToDevice, address, !direct);
        counters.mapped(bytes);
        controller.program(address, bytes, writeToDevice, autoInitialize, demand);
        return address;
    }

    @Override
    public boolean flush(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice) {
        mapping.requireFlushOf(registers, mdl, currentVa, length, writeToDevice);
        controller.mask();
        long moved = mapping.bounced() && !writeToDevice ? moved(length) : 0;
        boolean drained = moved != I8237Channel.UNSTABLE;
        copier.copyOut(mapping.address(), mdl, currentVa, drained ? moved : length);
        mapping.close();
        return drained;
    }

    /** How many of an operation's bytes to copy back; UNSTABLE if the count does not tell. */
    private long moved(long length) {
        if (countIgnored) {
            return length;
        }
        long remaining = controller.remaining();
        if (remaining == I8237Channel.UNSTABLE) {
            return I8237Channel.UNSTABLE;
        }
        return controller.terminalCount() ? length : Math.max(0, length - remaining);
    }

    @Override
    public int remaining() {
        // A count that never holds still says nothing; then nothing is known to have moved.
        long remaining = controller.remaining();
        return (int) (remaining == I8237Channel.UNSTABLE ? mapping.length() : remaining);
    }

    @Override
    public void abandon() {
        controller.mask();
        mapping.close();
    }

    @Override
    public void close() {
        channel.dereference();
    }

    private boolean isDirect(Mdl mdl, long currentVa, long length) {
        if (MdlRuns.contiguous(mdl, currentVa, length) < length) {
            return false;
        }
        long first = MdlRuns.physical(mdl, currentVa);
        long last = first + length - 1;
        return last <= REACH && (first ^ last) < window();
    }

    private void requireRoom(RegisterAllocation registers, long currentVa, long length) {
        if (mapping.isOpen()) {
            throw DmaViolation.NOT_FLUSHED.stop(
                    mapping.length() + length,
                    Pages.address(registers.count()),
                    0,
                    "MapTransfer on %s before the operation of 0x%x bytes was flushed; flush it first"
                            .formatted(this, mapping.length()));
        }
        long pages = Pages.addressAndSizeToSpanPages(currentVa, length);
        if (pages > registers.count()) {
            throw DmaViolation.NOT_FLUSHED.stop(
                    length,
                    Pages.address(registers.count()),
                    0,
                    ("MapTransfer on %s of 0x%x bytes at 0x%x touches %d pages with %d map registers; map at most"
                                    + " registers * 0x1000 - BYTE_OFFSET(CurrentVa) bytes at a time")
                            .formatted(this, length, currentVa, pages, registers.count()));
        }
    }

    private void requireUnits(long currentVa, long length) {
        if (((currentVa | length) & (controller.unit() - 1)) != 0) {
            throw DmaViolation.ODD_ON_16_BIT_CHANNEL.stop(
                    currentVa,
                    length,
                    0,
                    "MapTransfer on %s of 0x%x bytes at 0x%x; it moves words: start and length must be even"
                            .formatted(this, length, currentVa));
        }
    }

    @Override
    public String toString() {
        return "DMA channel " + controller.number();
    }
}

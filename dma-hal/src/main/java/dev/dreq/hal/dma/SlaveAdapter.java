package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * A slave of the system DMA controller. An operation is one contiguous range below 16 MiB within
 * one window of the channel; a buffer that is not like this is bounced as a whole.
 */
final class SlaveAdapter implements AdapterKind {
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
    public AddressReach reach() {
        return AddressReach.BITS_24;
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
    public SystemChannel systemChannel() {
        return channel;
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
        boolean direct =
                MdlRuns.contiguous(mdl, currentVa, bytes) == bytes
                        && fits(MdlRuns.physical(mdl, currentVa), bytes);
        long address = registers.address() + Pages.byteOffset(currentVa);
        if (direct) {
            address = MdlRuns.physical(mdl, currentVa);
        } else if (writeToDevice) {
            copier.copyIn(address, mdl, currentVa, bytes);
        } else if (countIgnored) {
            copier.clear(address, bytes);
        }
        mapping.open(registers, mdl, currentVa, bytes, writeToDevice, address, !direct);
        counters.mapped(bytes, bytes);
        controller.program(mapping.logical(), bytes, writeToDevice, autoInitialize, demand);
        channel.terminalCounts().deliver();
        return mapping.logical();
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
        mapping.withdraw();
        boolean drained = true;
        if (arrivesThroughRegisters()) {
            long moved = moved();
            drained = moved != I8237Channel.UNSTABLE;
            if (drained) {
                copier.copyOut(mapping.address(), mdl, currentVa, moved);
            }
        } else {
            copier.copyBack(mapping);
        }
        mapping.close();
        channel.terminalCounts().stopped(controller);
        return drained;
    }

    @Override
    public boolean listKeepsChannel() {
        return true;
    }

    @Override
    public int mostElements(int pages) {
        return 1;
    }

    @Override
    public int elements(MdlChain buffer) {
        return 1;
    }

    @Override
    public long mapList(
            RegisterAllocation registers,
            MdlChain whole,
            boolean writeToDevice,
            LogicalRanges ranges) {
        MdlChain.Part first = whole.first();
        long room = Pages.address(registers.count()) - Pages.byteOffset(first.currentVa());
        if (room <= 0) {
            return 0;
        }
        MdlChain buffer = whole.head(room);
        long bytes = buffer.length();
        requireRoom(registers, first.currentVa(), bytes);
        requireUnits(first.currentVa(), bytes);
        boolean direct = buffer.isContiguous() && fits(buffer.physical(), bytes);
        long address = registers.address() + Pages.byteOffset(first.currentVa());
        if (direct) {
            address = buffer.physical();
        } else if (writeToDevice) {
            copier.copyIn(address, buffer);
        } else if (countIgnored) {
            copier.clear(address, bytes);
        }
        mapping.open(
                registers, first.mdl(), first.currentVa(), bytes, writeToDevice, address, !direct);
        counters.listed(bytes);
        controller.program(mapping.logical(), bytes, writeToDevice, autoInitialize, demand);
        channel.terminalCounts().deliver();
        ranges.add(mapping);
        return bytes;
    }

    @Override
    public boolean flushList(RegisterAllocation registers, MdlChain buffer, boolean writeToDevice) {
        controller.mask();
        mapping.withdraw();
        boolean drained = true;
        if (arrivesThroughRegisters()) {
            long moved = moved();
            drained = moved != I8237Channel.UNSTABLE;
            if (drained) {
                copier.copyOut(mapping.address(), buffer, moved);
            }
        } else if (!writeToDevice) {
            copier.written(buffer);
        }
        mapping.close();
        channel.terminalCounts().stopped(controller);
        return drained;
    }

    @Override
    public int remaining() {
        // A count that never holds still says nothing; then nothing is known to have moved.
        long remaining = controller.remaining();
        channel.terminalCounts().deliver();
        return (int) (remaining == I8237Channel.UNSTABLE ? mapping.length() : remaining);
    }

    @Override
    public void abandon(RegisterAllocation registers) {
        controller.mask();
        mapping.withdraw();
        mapping.close();
        channel.terminalCounts().stopped(controller);
    }

    @Override
    public void close() {
        channel.dereference();
    }

    private boolean arrivesThroughRegisters() {
        return mapping.bounced() && !mapping.writeToDevice();
    }

    /**
     * How many of the operation's bytes have moved, {@link I8237Channel#UNSTABLE} if the count does
     * not tell; then none is copied, for nobody knows how far the registers hold this operation's.
     */
    private long moved() {
        if (countIgnored) {
            return mapping.length();
        }
        long remaining = controller.remaining();
        if (remaining == I8237Channel.UNSTABLE) {
            return I8237Channel.UNSTABLE;
        }
        return controller.terminalCount()
                ? mapping.length()
                : Math.max(0, mapping.length() - remaining);
    }

    /** Whether the controller can be programmed for a physical range. */
    private boolean fits(long first, long length) {
        long last = first + length - 1;
        return last <= reach().last() && (first ^ last) < window();
    }

    private void requireRoom(RegisterAllocation registers, long currentVa, long length) {
        if (mapping.isOpen()) {
            throw Rule.NOT_FLUSHED.stop(
                    mapping.length() + length,
                    Pages.address(registers.count()),
                    0,
                    ("MapTransfer on %s before the operation of 0x%x bytes was flushed; flush"
                                    + " it first")
                            .formatted(this, mapping.length()));
        }
        long pages = Pages.addressAndSizeToSpanPages(currentVa, length);
        if (pages > registers.count()) {
            throw Rule.NOT_FLUSHED.stop(
                    length,
                    Pages.address(registers.count()),
                    0,
                    ("MapTransfer on %s of 0x%x bytes at 0x%x touches %d pages with %d map"
                                    + " registers; map at most"
                                    + " registers * 0x1000 - BYTE_OFFSET(CurrentVa) bytes at a"
                                    + " time")
                            .formatted(this, length, currentVa, pages, registers.count()));
        }
    }

    private void requireUnits(long currentVa, long length) {
        if (((currentVa | length) & (controller.unit() - 1)) != 0) {
            throw Rule.ODD_ON_16_BIT_CHANNEL.stop(
                    currentVa,
                    length,
                    0,
                    ("MapTransfer on %s of 0x%x bytes at 0x%x; it moves words: start and"
                                    + " length must be even")
                            .formatted(this, length, currentVa));
        }
    }

    @Override
    public String toString() {
        return "DMA channel " + controller.number();
    }
}

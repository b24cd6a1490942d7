package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;

/**
 * A master without scatter/gather: a buffer is one range of logical addresses. If it is not one
 * physically, or out of reach, all of it goes through map registers.
 */
final class RangeMapper implements MasterMapper {
    private final AddressReach reach;
    private final BounceCopier copier;

    RangeMapper(AddressReach reach, BounceCopier copier) {
        this.reach = reach;
        this.copier = copier;
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
    public Mapping map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice) {
        long physical = MdlRuns.physical(mdl, currentVa);
        boolean direct =
                MdlRuns.contiguous(mdl, currentVa, length) == length && fits(physical, length);
        requireRoom(registers, mdl, currentVa, length, !direct);
        MappedRuns runs = registers.runs();
        if (direct) {
            return runs.open(registers, mdl, currentVa, length, writeToDevice, physical, false);
        }
        long address = registers.address() + runs.bounceOffset(mdl, currentVa);
        if (writeToDevice) {
            copier.copyIn(address, mdl, currentVa, length);
        }
        return runs.open(registers, mdl, currentVa, length, writeToDevice, address, true);
    }

    @Override
    public long mapList(
            RegisterAllocation registers,
            MdlChain whole,
            boolean writeToDevice,
            LogicalRanges ranges) {
        Mdl mdl = whole.first().mdl();
        long currentVa = whole.first().currentVa();
        long room = registers.runs().room(registers.count(), mdl, currentVa, true);
        if (room == 0) {
            return 0;
        }
        MdlChain buffer = whole.head(room);
        long physical = buffer.physical();
        boolean direct = buffer.isContiguous() && fits(physical, buffer.length());
        long address =
                direct
                        ? physical
                        : registers.address() + registers.runs().bounceOffset(mdl, currentVa);
        if (!direct && writeToDevice) {
            copier.copyIn(address, buffer);
        }
        ranges.add(
                registers
                        .runs()
                        .open(
                                registers,
                                mdl,
                                currentVa,
                                buffer.length(),
                                writeToDevice,
                                address,
                                !direct));
        return buffer.length();
    }

    @Override
    public void copyBack(RegisterAllocation registers, MdlChain buffer) {
        Mapping run = registers.runs().run(0);
        if (run.bounced()) {
            copier.copyOut(run.address(), buffer, buffer.length());
        } else {
            copier.written(buffer);
        }
    }

    private boolean fits(long first, long length) {
        long last = first + length - 1;
        return last <= reach.last() && (first ^ last) < BusMasterAdapter.WINDOW;
    }

    private static void requireRoom(
            RegisterAllocation registers, Mdl mdl, long currentVa, long length, boolean bounced) {
        MappedRuns runs = registers.runs();
        if (runs.room(registers.count(), mdl, currentVa, bounced) < length) {
            throw Rule.NOT_FLUSHED.stop(
                    runs.bytes() + length,
                    Pages.address(registers.count()),
                    0,
                    ("MapTransfer of 0x%x bytes at 0x%x with 0x%x mapped and not flushed, and"
                                    + " %d map registers; map at"
                                    + " most registers * 0x1000 - BYTE_OFFSET(CurrentVa) bytes"
                                    + " at a time, then flush")
                            .formatted(length, currentVa, runs.bytes(), registers.count()));
        }
    }
}

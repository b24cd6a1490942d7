package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;

/**
 * A master with scatter/gather: a buffer is mapped run by run. A run is of pages that the device
 * reaches, physically contiguous and on one side of the 4 GiB edge; or of pages out of reach, which
 * go through map registers.
 */
final class RunMapper implements MasterMapper {
    private final AddressReach reach;
    private final BounceCopier copier;

    RunMapper(AddressReach reach, BounceCopier copier) {
        this.reach = reach;
        this.copier = copier;
    }

    @Override
    public int mostElements(int pages) {
        return pages;
    }

    @Override
    public int elements(MdlChain buffer) {
        int elements = 0;
        for (MdlChain.Part part : buffer.parts()) {
            for (long done = 0; done < part.length(); elements++) {
                done += run(part.mdl(), part.currentVa() + done, part.length() - done);
            }
        }
        return elements;
    }

    @Override
    public Mapping map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice) {
        long physical = MdlRuns.physical(mdl, currentVa);
        boolean bounced = !reach.page(physical);
        long room = registers.runs().room(registers.count(), mdl, currentVa, bounced);
        if (room == 0 || (bounced && !registers.isBacked())) {
            throw Rule.OUT_OF_MAP_REGISTERS.stop(
                    2,
                    Pages.addressAndSizeToSpanPages(currentVa, length),
                    0,
                    ("MapTransfer of 0x%x bytes at 0x%x, but all %d map registers of the"
                                    + " operation are used; flush"
                                    + " and map the rest as the next operation")
                            .formatted(length, currentVa, registers.count()));
        }
        long place = bounced ? bouncePlace(registers, mdl, currentVa) : physical;
        long bytes = Math.min(length, room);
        return open(registers, mdl, currentVa, bytes, writeToDevice, place, bounced);
    }

    private static long bouncePlace(RegisterAllocation registers, Mdl mdl, long currentVa) {
        return registers.address() + registers.runs().bounceOffset(mdl, currentVa);
    }

    /** Maps the run that begins at {@code currentVa}, as far as it has {@code length} bytes. */
    private Mapping open(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice,
            long place,
            boolean bounced) {
        long run =
                bounced
                        ? unreached(mdl, currentVa, length)
                        : reached(mdl, currentVa, length, place);
        if (bounced && writeToDevice) {
            copier.copyIn(place, mdl, currentVa, run);
        }
        return registers.runs().open(registers, mdl, currentVa, run, writeToDevice, place, bounced);
    }

    @Override
    public long mapList(
            RegisterAllocation registers,
            MdlChain buffer,
            boolean writeToDevice,
            LogicalRanges ranges) {
        long mapped = 0;
        for (MdlChain.Part part : buffer.parts()) {
            long bytes = mapPart(registers, part, writeToDevice, ranges);
            mapped += bytes;
            if (bytes < part.length()) {
                break;
            }
        }
        return mapped;
    }

    /** Pages that the device sees as they lie are one mapping, however many ranges they are. */
    private long mapPart(
            RegisterAllocation registers,
            MdlChain.Part part,
            boolean writeToDevice,
            LogicalRanges ranges) {
        Mdl mdl = part.mdl();
        boolean plain = registers.doubleBuffer() == DoubleBuffer.NONE;
        long done = 0;
        while (done < part.length()) {
            long currentVa = part.currentVa() + done;
            long physical = MdlRuns.physical(mdl, currentVa);
            boolean bounced = !reach.page(physical);
            long room = registers.runs().room(registers.count(), mdl, currentVa, bounced);
            long place = bounced ? bouncePlace(registers, mdl, currentVa) : physical;
            if (room == 0 || !ranges.takes(place)) {
                break;
            }
            long bytes = Math.min(part.length() - done, room);
            if (plain && !bounced) {
                bytes = addReached(mdl, currentVa, bytes, place, ranges);
                registers
                        .runs()
                        .open(registers, mdl, currentVa, bytes, writeToDevice, place, false);
                done += bytes;
            } else {
                Mapping run = open(registers, mdl, currentVa, bytes, writeToDevice, place, bounced);
                ranges.add(run);
                done += run.length();
            }
        }
        return done;
    }

    /**
     * Adds the ranges that the {@code length} bytes from {@code currentVa} on lie in, as far as the
     * device reaches their pages and the ranges are taken: how many bytes. The first page, at
     * {@code physical}, is reached and taken.
     */
    private long addReached(
            Mdl mdl, long currentVa, long length, long physical, LogicalRanges ranges) {
        if (reached(mdl, currentVa, length, physical) == length) {
            ranges.add(physical, physical, length);
            return length;
        }
        int first = MdlRuns.page(mdl, currentVa);
        int end = first + (int) Pages.addressAndSizeToSpanPages(currentVa, length);
        long start = physical;
        long next = Pages.pageAlign(physical) + Pages.PAGE_SIZE;
        long limit = limit(physical);
        long added = 0;
        for (int page = first + 1; page < end; page++) {
            long address = Pages.address(mdl.pfn(page));
            if (address != next || address == limit) {
                ranges.add(start, start, next - start);
                added += next - start;
                if (!reach.page(address) || !ranges.takes(address)) {
                    return added;
                }
                start = address;
                limit = limit(address);
            }
            next = address + Pages.PAGE_SIZE;
        }
        ranges.add(start, start, length - added);
        return length;
    }

    /** Where a range that begins at {@code physical} ends at the latest. */
    private long limit(long physical) {
        long toEdge = BusMasterAdapter.WINDOW - (physical & (BusMasterAdapter.WINDOW - 1));
        return physical + reach.clip(physical, toEdge);
    }

    @Override
    public void copyBack(RegisterAllocation registers, MdlChain buffer) {
        MappedRuns runs = registers.runs();
        for (int i = 0; i < runs.count(); i++) {
            copier.copyBack(runs.run(i));
        }
    }

    /** How many of the {@code length} bytes from {@code currentVa} on are in one run. */
    private long run(Mdl mdl, long currentVa, long length) {
        long physical = MdlRuns.physical(mdl, currentVa);
        return reach.page(physical)
                ? reached(mdl, currentVa, length, physical)
                : unreached(mdl, currentVa, length);
    }

    private long reached(Mdl mdl, long currentVa, long length, long physical) {
        long contiguous = MdlRuns.contiguous(mdl, currentVa, length);
        long toEdge = BusMasterAdapter.WINDOW - (physical & (BusMasterAdapter.WINDOW - 1));
        return reach.clip(physical, Math.min(contiguous, toEdge));
    }

    private long unreached(Mdl mdl, long currentVa, long length) {
        long run = (long) Pages.PAGE_SIZE - Pages.byteOffset(currentVa);
        while (run < length && !reach.page(MdlRuns.physical(mdl, currentVa + run))) {
            run += Pages.PAGE_SIZE;
        }
        return Math.min(run, length);
    }
}

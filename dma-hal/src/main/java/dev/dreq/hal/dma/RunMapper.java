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
        MappedRuns runs = registers.runs();
        boolean bounced = isBounced(mdl, currentVa);
        long room = runs.room(registers.count(), mdl, currentVa, bounced);
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
        long run = run(mdl, currentVa, Math.min(length, room));
        long address = place(registers, mdl, currentVa);
        if (bounced && writeToDevice) {
            copier.copyIn(address, mdl, currentVa, run);
        }
        return runs.open(registers, mdl, currentVa, run, writeToDevice, address, bounced);
    }

    private boolean isBounced(Mdl mdl, long currentVa) {
        return !reach.page(MdlRuns.physical(mdl, currentVa));
    }

    /** Where what is mapped next will lie: in the buffer, or in map registers. */
    private long place(RegisterAllocation registers, Mdl mdl, long currentVa) {
        return isBounced(mdl, currentVa)
                ? registers.address() + registers.runs().bounceOffset(mdl, currentVa)
                : MdlRuns.physical(mdl, currentVa);
    }

    private boolean hasRoom(RegisterAllocation registers, Mdl mdl, long currentVa) {
        boolean bounced = isBounced(mdl, currentVa);
        return registers.runs().room(registers.count(), mdl, currentVa, bounced) != 0;
    }

    @Override
    public long mapList(
            RegisterAllocation registers,
            MdlChain buffer,
            boolean writeToDevice,
            LogicalRanges ranges) {
        long mapped = 0;
        for (MdlChain.Part part : buffer.parts()) {
            for (long done = 0; done < part.length(); ) {
                Mdl mdl = part.mdl();
                long currentVa = part.currentVa() + done;
                if (!hasRoom(registers, mdl, currentVa)
                        || !ranges.takes(place(registers, mdl, currentVa))) {
                    return mapped;
                }
                Mapping run = map(registers, mdl, currentVa, part.length() - done, writeToDevice);
                ranges.add(run);
                done += run.length();
                mapped += run.length();
            }
        }
        return mapped;
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
        if (reach.page(physical)) {
            long contiguous = MdlRuns.contiguous(mdl, currentVa, length);
            long toEdge = BusMasterAdapter.WINDOW - (physical & (BusMasterAdapter.WINDOW - 1));
            return reach.clip(physical, Math.min(contiguous, toEdge));
        }
        long run = (long) Pages.PAGE_SIZE - Pages.byteOffset(currentVa);
        while (run < length && !reach.page(MdlRuns.physical(mdl, currentVa + run))) {
            run += Pages.PAGE_SIZE;
        }
        return Math.min(run, length);
    }
}

package dev.dreq.hal.mm;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds the pages of MmAllocatePagesForMdl, and knows which MDLs have them. */
final class MdlPages {
    private static final int KNOWN_FLAGS = 0x3F;
    private static final long[] NONE = {};

    private final CpuBus bus;
    private final PageFrames frames;
    private final Map<Long, long[]> owners = new HashMap<>();

    MdlPages(CpuBus bus, PageFrames frames) {
        this.bus = bus;
        this.frames = frames;
    }

    /** These pages came with this MDL, and stay its own if it is advanced past them. */
    void own(Mdl mdl, long[] taken) {
        owners.put(mdl.address(), taken);
    }

    boolean owns(Mdl mdl) {
        return owners.containsKey(mdl.address());
    }

    /** The pages that came with it, which are its own no more; none if it had none. */
    long[] disown(Mdl mdl) {
        long[] taken = owners.remove(mdl.address());
        return taken == null ? NONE : taken;
    }

    /**
     * Takes up to {@code wanted} frames between two addresses, then between both plus {@code skip},
     * and so on.
     */
    long[] take(long low, long high, long skip, int wanted, int flags) {
        if ((flags & ~KNOWN_FLAGS) != 0) {
            return NONE;
        }
        long[] taken = NONE;
        if ((flags & MmMdl.MM_ALLOCATE_PREFER_CONTIGUOUS) != 0) {
            taken = takeRows(low, high, 0, wanted, wanted);
        }
        if (taken.length == 0) {
            taken =
                    (flags & MmMdl.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) != 0
                            ? takeRows(low, high, 0, rowOf(skip, wanted), wanted)
                            : takeRows(low, high, skip, 1, wanted);
        }
        if (taken.length < wanted && (flags & MmMdl.MM_ALLOCATE_FULLY_REQUIRED) != 0) {
            frames.give(taken);
            return NONE;
        }
        if ((flags & MmMdl.MM_DONT_ZERO_ALLOCATION) == 0) {
            for (long frame : taken) {
                bus.fill(Pages.address(frame), Pages.PAGE_SIZE, 0);
            }
        }
        return taken;
    }

    private static int rowOf(long skip, int wanted) {
        return skip == 0 ? wanted : (int) Math.min(Pages.bytesToPages(skip), wanted);
    }

    /** Takes rows of {@code row} frames each. */
    private long[] takeRows(long low, long high, long step, int row, int wanted) {
        long[] taken = new long[Math.max(wanted, 0)];
        int count = 0;
        long from = low;
        long to = high;
        long end = frames.end();
        while (count + row <= wanted) {
            long first =
                    frames.takeContiguous(
                            row,
                            Pages.bytesToPages(from),
                            Pages.number(to - Pages.PAGE_SIZE + 1),
                            0);
            if (first >= 0) {
                for (int i = 0; i < row; i++) {
                    taken[count++] = first + i;
                }
            } else if (step <= 0 || from >= end || to > Long.MAX_VALUE - step) {
                break;
            } else {
                from += step;
                to += step;
            }
        }
        return Arrays.copyOf(taken, count);
    }
}

package dev.dreq.machine.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The compiled memory map. Below 4 GiB an address finds its section through two tables, of 4 MiB
 * and of 4 KiB; tables of 4 MiB with only one section share, so that compiling costs by the number
 * of regions and not by their size. Pages that hold a border, and addresses from 4 GiB on, are
 * found by bisection.
 */
final class FlatMap {

    private static final int LEAF_BITS = 10;
    private static final int LEAF = 1 << LEAF_BITS;
    private static final int PAGE_BITS = 12;
    private static final int BLOCK_BITS = PAGE_BITS + LEAF_BITS;
    private static final long PAGE = 1L << PAGE_BITS;
    private static final long BLOCK = 1L << BLOCK_BITS;
    private static final long TABLED = 1L << 32;

    private final Section[] sections;
    private final @Nullable Section[][] blocks = new Section[(int) (TABLED >>> BLOCK_BITS)][];

    /** Compiles regions, in the order in which they were added. */
    FlatMap(List<Region> regions) {
        sections = flatten(regions);
        for (Section section : sections) {
            enter(section);
        }
    }

    private static Section[] flatten(List<Region> regions) {
        TreeSet<Long> borders = new TreeSet<>(List.of(0L, Long.MAX_VALUE));
        for (Region region : regions) {
            borders.add(region.start);
            borders.add(region.end);
        }
        List<Section> sections = new ArrayList<>();
        long start = 0;
        Region seen = topmost(regions, 0);
        for (long border : borders.tailSet(1L)) {
            Region next = border == Long.MAX_VALUE ? null : topmost(regions, border);
            if (next != seen || border == Long.MAX_VALUE) {
                sections.add(new Section(start, border, seen));
                start = border;
                seen = next;
            }
        }
        return sections.toArray(Section[]::new);
    }

    private static @Nullable Region topmost(List<Region> regions, long address) {
        Region top = null;
        for (Region region : regions) {
            if (region.start <= address
                    && address < region.end
                    && (top == null || region.priority >= top.priority)) {
                top = region;
            }
        }
        return top;
    }

    private void enter(Section section) {
        Section @Nullable [] whole = null;
        long at = (section.start + PAGE - 1) / PAGE * PAGE;
        long end = Math.min(section.end, TABLED) / PAGE * PAGE;
        while (at < end) {
            int block = (int) (at >>> BLOCK_BITS);
            if (at % BLOCK == 0 && end - at >= BLOCK) {
                if (whole == null) {
                    whole = new Section[LEAF];
                    Arrays.fill(whole, section);
                }
                blocks[block] = whole;
                at += BLOCK;
            } else {
                leaf(block)[(int) (at >>> PAGE_BITS) & (LEAF - 1)] = section;
                at += PAGE;
            }
        }
    }

    private @Nullable Section[] leaf(int block) {
        @Nullable Section[] leaf = blocks[block];
        if (leaf == null) {
            leaf = new Section[LEAF];
            blocks[block] = leaf;
        }
        return leaf;
    }

    /** The section that an address lies in; there always is one. Addresses are unsigned. */
    Section find(long address) {
        if (address >>> 32 == 0) {
            @Nullable Section[] leaf = blocks[(int) (address >>> BLOCK_BITS)];
            Section section =
                    leaf == null ? null : leaf[(int) (address >>> PAGE_BITS) & (LEAF - 1)];
            if (section != null) {
                return section;
            }
        }
        return bisect(address);
    }

    private Section bisect(long address) {
        if (address < 0) {
            return sections[sections.length - 1];
        }
        int low = 0;
        int high = sections.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (address < sections[middle].end) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sections[low];
    }
}

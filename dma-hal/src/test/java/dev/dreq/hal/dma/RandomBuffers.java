package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Buffers in random page frames on all sides of 16 MiB and 4 GiB, and what must hold of them. */
final class RandomBuffers {
    /** First frames of the places in which runs of pages begin. */
    private static final long[] PLACES = {
        0x400, 0x800, 0xFF8, 0x40000, 0x80000, 0xFFFF8, 0x100100, 0x180000
    };

    private final Rig rig;
    private final Pc pc;
    private final SplittableRandom random;
    private final TreeSet<Long> used = new TreeSet<>();

    RandomBuffers(Rig rig, Pc pc, SplittableRandom random) {
        this.rig = rig;
        this.pc = pc;
        this.random = random;
    }

    /** Page frames that are somebody else's. */
    RandomBuffers without(long first, long end) {
        for (long frame = first; frame < end; frame++) {
            used.add(frame);
        }
        return this;
    }

    /** A locked buffer of 1 byte to {@code pages} pages. */
    Mdl next(int pages) {
        return next(pages, 1);
    }

    /** As {@link #next(int)}, whose start and length are multiples of a unit. */
    Mdl next(int pages, int unit) {
        int offset = random.nextBoolean() ? random.nextInt(0x1000) & -unit : 0;
        int length = Math.max(unit, 1 + random.nextInt(pages * 0x1000 - offset) & -unit);
        Long[] frames = new Long[(int) Pages.addressAndSizeToSpanPages(offset, length)];
        long frame = -1;
        for (int i = 0; i < frames.length; i++) {
            frame++;
            while (frame == 0 || used.contains(frame) || random.nextInt(3) == 0) {
                frame = PLACES[random.nextInt(PLACES.length)] + random.nextInt(16);
            }
            frames[i] = frame;
            used.add(frame);
        }
        return rig.buffer(offset, length, frames);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Every run is reached, and on one side of 4 GiB; together they are so long. */
    static void requireReachable(
            List<Master.Run> runs, AddressReach reach, long length, String message) {
        long sum = 0;
        for (Master.Run run : runs) {
            long last = run.address() + run.length() - 1;
            assertTrue(run.length() > 0 && last <= reach.last(), () -> message + ": " + run);
            assertEquals(run.address() >>> 32, last >>> 32, () -> message + ": " + run);
            sum += run.length();
        }
        assertEquals(length, sum, message);
    }

    /**
     * Memory is what it was, apart from a buffer's bytes and the pages that the device was given.
     */
    void requireUnchanged(
            Map<Long, byte[]> before, Mdl buffer, List<Master.Run> runs, String message) {
        TreeSet<Long> given = new TreeSet<>();
        for (Master.Run run : runs) {
            long end = Pages.number(run.address() + run.length() - 1);
            for (long page = Pages.number(run.address()); page <= end; page++) {
                given.add(page);
            }
        }
        List<Mdl> chain = new ArrayList<>();
        for (Mdl mdl = buffer; mdl != null; mdl = mdl.next()) {
            chain.add(mdl);
        }
        pc.memory()
                .forEach(
                        (page, bytes) -> {
                            byte[] expected =
                                    before.getOrDefault(page, new byte[Pages.PAGE_SIZE]).clone();
                            boolean ours = false;
                            for (Mdl mdl : chain) {
                                ours |= take(mdl, page, bytes, expected);
                            }
                            if (ours || !given.contains(page)) {
                                assertArrayEquals(
                                        expected,
                                        bytes,
                                        () -> message + ", page " + Long.toHexString(page));
                            }
                        });
    }

    /** Takes the buffer's bytes of a page for granted; whether it has any there. */
    private static boolean take(Mdl mdl, long page, byte[] bytes, byte[] expected) {
        int end = mdl.byteOffset() + mdl.byteCount();
        boolean ours = false;
        for (int i = 0; i << 12 < end; i++) {
            if (mdl.pfn(i) == page) {
                ours = true;
                int from = i == 0 ? mdl.byteOffset() : 0;
                int to = Math.min(0x1000, end - (i << 12));
                System.arraycopy(bytes, from, expected, from, to - from);
            }
        }
        return ours;
    }
}

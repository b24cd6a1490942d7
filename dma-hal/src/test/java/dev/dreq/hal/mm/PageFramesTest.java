package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.cpu.RamRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFramesTest {
    private static PageFrames frames(long ramEnd, long seed) {
        return new PageFrames(List.of(new RamRange(0, ramEnd)), seed);
    }

    @Test
    void pageZeroAndAdapterMemoryBelongToNobody() {
        PageFrames frames = frames(2 << 20, 0);
        assertFalse(frames.isFree(0));
        assertTrue(frames.isFree(1) && frames.isFree(0x9F) && frames.isFree(0x100));
        assertFalse(frames.isFree(0xA0) || frames.isFree(0xFF));
        assertEquals(0x200 - 0x60 - 1, frames.count());
    }

    @Test
    void raggedEndsOfRamAreLeftOut() {
        PageFrames frames = new PageFrames(List.of(new RamRange(0x200800, 0x2000)), 0);
        assertEquals(1, frames.count());
        assertTrue(frames.isFree(0x201));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noFrameIsTakenTwiceAndAllComeBack(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PageFrames frames = frames(24 << 20, seed);
        long all = frames.count();
        Set<Long> owned = new HashSet<>();
        List<long[]> taken = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(3) == 0 && !taken.isEmpty()) {
                long[] back = taken.remove(random.nextInt(taken.size()));
                for (long frame : back) {
                    owned.remove(frame);
                }
                frames.give(back);
            } else {
                long[] more =
                        random.nextBoolean()
                                ? scattered(frames, random, seed)
                                : contiguous(frames, random, seed);
                for (long frame : more) {
                    assertTrue(owned.add(frame), "seed " + seed + ": frame " + frame + " twice");
                }
                taken.add(more);
            }
            assertEquals(all, frames.count() + owned.size(), "seed " + seed);
        }
        taken.forEach(frames::give);
        assertEquals(all, frames.count(), "seed " + seed);
        assertEquals(0x100, frames.takeContiguous(0x1700, 0x100, 0x17FF, 0), "seed " + seed);
    }

    private static long[] scattered(PageFrames frames, SplittableRandom random, int seed) {
        long lowest = random.nextInt(0x1800);
        long[] taken = frames.takeScattered(random.nextInt(1, 40), lowest);
        if (taken == null) {
            return new long[0];
        }
        for (long frame : taken) {
            assertTrue(frame >= lowest, "seed " + seed + ": below the limit");
        }
        return taken;
    }

    private static long[] contiguous(PageFrames frames, SplittableRandom random, int seed) {
        long boundary = 1L << random.nextInt(3, 8);
        int pages = random.nextInt(1, (int) boundary + 1);
        long lowest = random.nextInt(0x800);
        long highest = lowest + random.nextInt(0x1000);
        long first = frames.takeContiguous(pages, lowest, highest, boundary);
        if (first < 0) {
            return new long[0];
        }
        assertTrue(first >= lowest && first + pages - 1 <= highest, "seed " + seed + ": reach");
        assertEquals(
                first / boundary, (first + pages - 1) / boundary, "seed " + seed + ": boundary");
        long[] taken = new long[pages];
        Arrays.setAll(taken, i -> first + i);
        return taken;
    }

    @Test
    void theSeedDecidesTheScatter() {
        long[] one = frames(64 << 20, 7).takeScattered(16);
        assertNotNull(one);
        assertTrue(Arrays.equals(one, frames(64 << 20, 7).takeScattered(16)));
        assertFalse(Arrays.equals(one, frames(64 << 20, 8).takeScattered(16)));
    }

    @Test
    void aTebibyteCostsNothingAndIsNotTouchedEverywhere() {
        assertTimeout(
                Duration.ofSeconds(1),
                () -> {
                    PageFrames frames =
                            new PageFrames(
                                    List.of(
                                            new RamRange(0, 3L << 30),
                                            new RamRange(4L << 30, (1L << 40) - (3L << 30))),
                                    1);
                    long[] taken = frames.takeScattered(1_000, 0x100000);
                    assertNotNull(taken);
                    for (long frame : taken) {
                        assertTrue(frame >= 0x100000 && frame < 0x104000, "frame " + frame);
                    }
                });
    }

    @Test
    void whatThereIsNotCannotBeTaken() {
        PageFrames frames = frames(2 << 20, 0);
        assertNull(frames.takeScattered(0x1000, 0));
        assertNull(frames.takeScattered(1, 0x200));
        assertEquals(-1, frames.takeContiguous(0x9F + 1, 0, 0x9F, 0));
        assertEquals(-1, frames.takeContiguous(17, 0, 0x1FF, 16));
        assertFalse(frames.takeExactly(new long[] {0x100, 0xA0}));
        assertTrue(frames.isFree(0x100));
        assertThrows(IllegalStateException.class, () -> frames.give(0x100, 0x101));
    }

    @Test
    void aBlockOfItsBoundarySizeIsAligned() {
        assertEquals(0x20, frames(16 << 20, 0).takeContiguous(0x20, 0, 0xFFF, 0x20));
    }
}

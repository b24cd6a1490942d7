package dev.dreq.hal.verifier.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of addresses is what a bit for each would be. */
class ByteSetTest {
    private static final int SPACE = 64;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatABitForEachAddressHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteSet set = new ByteSet();
        BitSet bits = new BitSet(SPACE);
        for (int i = 0; i < 2_000; i++) {
            int start = random.nextInt(SPACE);
            int length = 1 + random.nextInt(SPACE - start);
            if (random.nextBoolean()) {
                set.add(start, length);
                bits.set(start, start + length);
            } else {
                set.remove(start, length);
                bits.clear(start, start + length);
            }
            int from = random.nextInt(SPACE);
            int most = 1 + random.nextInt(SPACE - from);
            assertEquals(
                    bits.nextClearBit(from) >= from + most,
                    set.covers(from, most),
                    "seed " + seed + ", step " + i + ", " + from + "+" + most + " of " + bits);
        }
    }
}

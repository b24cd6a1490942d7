package dev.dreq.tools.testkit.coherent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.mm.Mdl;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A driver that forgets one of the three flushes works on a coherent machine and moves stale bytes
 * on any other; one that forgets none works on both.
 */
class MissingFlushTest {
    private static final boolean TO_DEVICE = true;
    private static final boolean FROM_DEVICE = false;
    private static final int FRAME = 0x140;
    private static final int OFFSET = 0x123;
    private static final int BYTES = 0x1234;

    private final byte[] old = random(1);
    private final byte[] data = random(2);

    private static byte[] random(long seed) {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** What the one sees of what the other has done without the flush. */
    private static byte[] seen(boolean coherent, byte[] before, byte[] after) {
        return coherent ? after : before;
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void withAllFlushesTheDataArrive(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = card.locked(va, BYTES);
            card.store(va, data);
            card.keFlush(mdl, TO_DEVICE);
            card.transfer(mdl, TO_DEVICE);
            card.flush(mdl, TO_DEVICE);
            card.free();
            assertArrayEquals(data, card.contents(BYTES));

            card.store(va, old);
            card.keFlush(mdl, FROM_DEVICE);
            card.transfer(mdl, FROM_DEVICE);
            card.flush(mdl, FROM_DEVICE);
            card.free();
            assertArrayEquals(data, card.load(va, BYTES));
            assertEquals(0, card.bouncedBytes());
        }
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void withoutKeFlushIoBuffersTheDeviceGetsWhatMemoryHeldBefore(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = card.locked(va, BYTES);
            card.store(va, old);
            card.keFlush(mdl, TO_DEVICE);
            card.store(va, data);
            card.transfer(mdl, TO_DEVICE);
            card.flush(mdl, TO_DEVICE);
            card.free();
            assertArrayEquals(seen(coherent, old, data), card.contents(BYTES));
            assertEquals(0, card.bouncedBytes());
        }
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void withoutFlushAdapterBuffersTheDriverReadsWhatItStoredBefore(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = card.locked(va, BYTES);
            card.fill(data);
            card.store(va, old);
            card.keFlush(mdl, FROM_DEVICE);
            card.transfer(mdl, FROM_DEVICE);
            long systemVa = card.systemVa(mdl);
            assertArrayEquals(seen(coherent, old, data), card.load(systemVa, BYTES));
            assertThrows(BugCheck.class, card::free, "nor may the channel be freed");
            assertArrayEquals(seen(coherent, old, data), card.load(systemVa, BYTES));
        }
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void beforePutScatterGatherListTheDriverReadsWhatItStoredBefore(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = card.locked(va, BYTES);
            card.fill(data);
            card.store(va, old);
            card.keFlush(mdl, FROM_DEVICE);
            ScatterGatherList list = card.transferByList(mdl, BYTES, FROM_DEVICE);
            byte[] early = card.load(card.systemVa(mdl), BYTES);
            card.put(list, FROM_DEVICE);
            assertArrayEquals(seen(coherent, old, data), early);
            assertArrayEquals(data, card.load(va, BYTES), "it is there now");
            assertEquals(0, card.bouncedBytes());
        }
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void keFlushIoBuffersOfOneMdlLeavesTheRestOfItsChainAsItWas(boolean coherent) {
        int half = 0x900;
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl first = card.locked(va, half);
            Mdl second = card.locked(va + half, BYTES - half);
            card.store(va, old);
            card.keFlush(first, TO_DEVICE);
            card.keFlush(second, TO_DEVICE);

            card.store(va, data);
            first.setNext(second);
            card.keFlush(first, TO_DEVICE);
            ScatterGatherList list = card.transferByList(first, BYTES, TO_DEVICE);
            card.put(list, TO_DEVICE);
            byte[] contents = card.contents(BYTES);
            assertArrayEquals(Arrays.copyOf(data, half), Arrays.copyOf(contents, half));
            assertArrayEquals(
                    Arrays.copyOfRange(seen(coherent, old, data), half, BYTES),
                    Arrays.copyOfRange(contents, half, BYTES));
        }
    }
}

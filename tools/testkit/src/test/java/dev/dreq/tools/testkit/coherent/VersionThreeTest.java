package dev.dreq.tools.testkit.coherent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.mm.Mdl;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routines of version 3 look after the cache, so a driver needs no KeFlushIoBuffers. */
class VersionThreeTest {
    private static final boolean TO_DEVICE = true;
    private static final boolean FROM_DEVICE = false;
    private static final int FRAME = 0x140;
    private static final int OFFSET = 0x123;
    private static final int HALF = 0x900;
    private static final int BYTES = 0x1234;

    private final byte[] old = random(1);
    private final byte[] data = random(2);

    private static byte[] random(long seed) {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** The buffer as a chain of two MDLs. */
    private static Mdl chain(PolledCard card, long va) {
        Mdl first = card.locked(va, HALF);
        first.setNext(card.locked(va + HALF, BYTES - HALF));
        return first;
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void mapTransferExHandsTheDeviceWhatWasStored(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = chain(card, va);
            card.store(va, data);
            card.transferEx(mdl, BYTES, TO_DEVICE);
            card.flushEx(mdl, TO_DEVICE);
            card.free();
            assertArrayEquals(data, card.contents(BYTES));
            assertEquals(0, card.bouncedBytes());
        }
    }

    @ParameterizedTest(name = "coherent {0}")
    @ValueSource(booleans = {true, false})
    void flushAdapterBuffersExHandsTheDriverWhatTheDeviceWrote(boolean coherent) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.buffer(FRAME, OFFSET, BYTES);
            Mdl mdl = chain(card, va);
            card.fill(data);
            card.store(va, old);
            card.transferEx(mdl, BYTES, FROM_DEVICE);
            byte[] early = card.load(card.systemVa(mdl), HALF);
            card.flushEx(mdl, FROM_DEVICE);
            card.free();
            assertEquals(coherent ? data[0] : old[0], early[0], "before the flush");
            assertArrayEquals(data, card.load(va, BYTES));
            assertEquals(0, card.bouncedBytes());
        }
    }

    @ParameterizedTest(name = "coherent {0}, CacheEnabled {1}")
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void aCommonBufferIsStaleOnlyWhereItIsCachedAndTheMachineIsNotCoherent(
            boolean coherent, boolean cacheEnabled) {
        try (PolledCard card = new PolledCard(coherent)) {
            long va = card.commonBuffer(BYTES, cacheEnabled);
            Mdl mdl = card.nonPaged(va, BYTES);
            card.store(va, old);
            card.keFlush(mdl, TO_DEVICE);
            card.store(va, data);
            card.transfer(mdl, TO_DEVICE);
            card.flush(mdl, TO_DEVICE);
            card.free();
            assertArrayEquals(!coherent && cacheEnabled ? old : data, card.contents(BYTES));
            assertEquals(0, card.bouncedBytes());
        }
    }
}

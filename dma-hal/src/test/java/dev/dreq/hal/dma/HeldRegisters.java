package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** Which map registers of a pool somebody holds. */
final class HeldRegisters {
    private final boolean[] held;
    private final String message;

    /** None yet. */
    HeldRegisters(int pool, String message) {
        this.held = new boolean[pool];
        this.message = message;
    }

    /** Somebody holds so many; fails if somebody else holds one of them. */
    void take(int first, int count) {
        for (int i = first; i < first + count; i++) {
            assertFalse(held[i], message + ", held twice: " + i);
            held[i] = true;
        }
    }

    /** The most side by side that nobody holds. */
    int longestFree() {
        int most = 0;
        int free = 0;
        for (boolean taken : held) {
            free = taken ? 0 : free + 1;
            most = Math.max(most, free);
        }
        return most;
    }
}

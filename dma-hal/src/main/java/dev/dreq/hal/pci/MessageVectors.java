package dev.dreq.hal.pci;

import java.util.BitSet;

/** The vectors for interrupt messages, 50..BF: DIRQL 5 to 11. */
final class MessageVectors {
    private static final int FIRST = 0x50;
    private static final int END = 0xC0;

    private final BitSet taken = new BitSet(END);

    /**
     * Takes vectors in a row, aligned to their number, as a function with several messages needs.
     *
     * @param count a power of two
     * @return the first, or -1 if there are not so many
     */
    int take(int count) {
        int vector = (FIRST + count - 1) & -count;
        while (vector + count <= END) {
            int next = taken.nextSetBit(vector);
            if (next < 0 || next >= vector + count) {
                taken.set(vector, vector + count);
                return vector;
            }
            vector += count;
        }
        return -1;
    }

    /** Gives back vectors that {@link #take} gave. */
    void release(int vector, int count) {
        taken.clear(vector, vector + count);
    }
}

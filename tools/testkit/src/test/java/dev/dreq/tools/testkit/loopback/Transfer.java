package dev.dreq.tools.testkit.loopback;

import java.util.SplittableRandom;

/**
 * A request to the card.
 *
 * @param write true from memory to the card
 * @param offset of its first byte in the buffer
 * @param length in bytes
 * @param cardOffset of its first byte on the card
 * @param limit bytes after which the card has enough of an operation, 0 for never
 */
record Transfer(boolean write, int offset, int length, int cardOffset, int limit) {

    /** All of a buffer. */
    static Transfer whole(int length, int cardSize, int limit, SplittableRandom random) {
        return new Transfer(random.nextBoolean(), 0, length, random.nextInt(cardSize), limit);
    }

    /** Any part of a buffer; on a channel that moves words, where it may begin and end. */
    static Transfer part(int bufferLength, int cardSize, int unit, SplittableRandom random) {
        int offset = random.nextInt(bufferLength / unit) * unit;
        int length = (1 + random.nextInt((bufferLength - offset) / unit)) * unit;
        return new Transfer(random.nextBoolean(), offset, length, random.nextInt(cardSize), 0);
    }
}

package dev.dreq.tools.bench.dma;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The limit of moving data: one array copied into another. */
public final class Copy {

    private final byte[] source;
    private final byte[] target;

    /** Two arrays of so many bytes, the first with random content. */
    public Copy(int bytes) {
        source = new byte[bytes];
        target = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(source);
    }

    /** The random content. */
    public byte[] source() {
        return source;
    }

    /** Copies all of it. */
    public byte[] run() {
        System.arraycopy(source, 0, target, 0, source.length);
        return target;
    }

    /**
     * Checks what somebody else copied.
     *
     * @throws IllegalStateException if it is not the content
     */
    public void requireCopied(byte[] copied) {
        int at = Arrays.mismatch(source, copied);
        if (at >= 0) {
            throw new IllegalStateException("wrong byte at %d of %d".formatted(at, source.length));
        }
    }
}

package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The tag directly behind each common buffer, which nobody has a reason to write. */
final class BufferTags {
    private static final byte[] TAG = "DmaVrfy0".getBytes(StandardCharsets.US_ASCII);

    private final Mm mm;
    private final boolean wanted;

    BufferTags(Mm mm, boolean wanted) {
        this.mm = mm;
        this.wanted = wanted;
    }

    /** Bytes of a tag behind a buffer of {@code length}; 0 if it gets none. */
    int size(int length) {
        return wanted && length > 0 && length <= Integer.MAX_VALUE - TAG.length ? TAG.length : 0;
    }

    void write(long va, long length) {
        mm.write(va + length, TAG, 0, TAG.length);
    }

    boolean isIntact(long va, long length) {
        byte[] found = new byte[TAG.length];
        mm.read(va + length, found, 0, found.length);
        return Arrays.equals(found, TAG);
    }
}

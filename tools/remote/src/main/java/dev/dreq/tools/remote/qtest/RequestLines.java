package dev.dreq.tools.remote.qtest;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.util.Arrays;

/**
 * Cuts what a client sends into lines, in place. The array grows for a long line; a line that is
 * longer than any request could be is passed over.
 */
final class RequestLines {

    /** The longest line: the most bytes in hexadecimal digits, and words before them. */
    static final int LONGEST = 2 * Request.MOST_BYTES + 256;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS = ONES << 7;
    private static final long LINE_FEEDS = '\n' * ONES;

    private static final int SMALL = 1 << 16;
    private static final int KEPT = 4 << 20;
    private static final int SLICE = 1 << 18;

    private byte[] bytes = new byte[SMALL];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int next;
    private int scanned;
    private int filled;
    private int start;
    private int end;
    private boolean tooLong;

    /**
     * Waits for more bytes.
     *
     * @return false if the client has left
     * @throws IOException if the stream fails
     */
    boolean fill(ByteChannel client) throws IOException {
        makeRoom();
        buffer.limit(Math.min(bytes.length, filled + SLICE)).position(filled);
        int read = client.read(buffer);
        filled += Math.max(read, 0);
        return read >= 0;
    }

    /** Keeps only what no line was made of; grows if that fills the array. */
    private void makeRoom() {
        int rest = filled - next;
        if (rest == 0 && bytes.length > KEPT) {
            resize(SMALL);
        } else if (rest == bytes.length) {
            resize(Math.min(2 * bytes.length, LONGEST + 1));
        } else if (next > 0) {
            System.arraycopy(bytes, next, bytes, 0, rest);
        }
        scanned -= next;
        filled = rest;
        next = 0;
    }

    private void resize(int length) {
        bytes = Arrays.copyOf(bytes, length);
        buffer = ByteBuffer.wrap(bytes);
    }

    /** Goes to the next line; false if there is no whole one. */
    boolean nextLine() {
        int lineEnd = findEnd();
        scanned = lineEnd;
        if (lineEnd == filled) {
            dropIfTooLong();
            return false;
        }
        start = next;
        end = lineEnd;
        next = lineEnd + 1;
        scanned = next;
        return true;
    }

    /** Where the next LF is, or the end of what there is. Looks at eight bytes at a time. */
    private int findEnd() {
        byte[] in = bytes;
        int limit = filled;
        int i = scanned;
        while (i + 7 < limit) {
            long differing = (long) LONGS.get(in, i) ^ LINE_FEEDS;
            long zeros = (differing - ONES) & ~differing & TOP_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / 8;
            }
            i += 8;
        }
        while (i < limit && in[i] != '\n') {
            i++;
        }
        return i;
    }

    private void dropIfTooLong() {
        if (filled - next > LONGEST) {
            tooLong = true;
            next = filled;
        }
    }

    /** Whether the present line is what is left of one that was too long; asks once. */
    boolean wasTooLong() {
        boolean was = tooLong;
        tooLong = false;
        return was;
    }

    /** The array that the line lies in, until {@link #fill}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in it the line begins. */
    int start() {
        return start;
    }

    /** Where in it the line ends, without its LF. */
    int end() {
        return end;
    }
}

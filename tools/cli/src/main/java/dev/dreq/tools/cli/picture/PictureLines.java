package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.job.JobFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A picture in requests of up to 16 MiB of whole lines. */
record PictureLines(ScanOut.Picture picture) {
    private static final int REQUEST_BYTES = 16 << 20;

    int width() {
        return picture.width();
    }

    int height() {
        return picture.height();
    }

    long bytes() {
        return (long) lineBytes() * height();
    }

    /** Of each request but the last one, which may be shorter. */
    int perRequest() {
        return Math.min(height(), REQUEST_BYTES / lineBytes());
    }

    int requestBytes() {
        return perRequest() * lineBytes();
    }

    /** The bytes of some lines, as video memory has them. */
    byte[] bytes(int y, int lines) {
        ByteBuffer bytes = ByteBuffer.allocate(lines * lineBytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(picture.pixels(), y * width(), lines * width());
        return bytes.array();
    }

    /** Refuses bytes that are not those of the lines from {@code y} on. */
    void compare(byte[] read, int y, String name) throws JobFailure {
        int at = Arrays.mismatch(bytes(y, read.length / lineBytes()), read);
        if (at >= 0) {
            throw new JobFailure(
                    "what the driver read differs from %s at pixel %d of line %d"
                            .formatted(
                                    name,
                                    at % lineBytes() / PictureMode.BYTES_PER_PIXEL,
                                    y + at / lineBytes()));
        }
    }

    int lineBytes() {
        return width() * PictureMode.BYTES_PER_PIXEL;
    }
}

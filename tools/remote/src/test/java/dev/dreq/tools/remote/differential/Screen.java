package dev.dreq.tools.remote.differential;

import dev.dreq.plugin.ScanOut.Picture;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** A picture in a word: its size, and a check sum of its pixels. */
final class Screen {

    private Screen() {}

    static String of(Picture picture) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * picture.pixels().length);
        bytes.asIntBuffer().put(picture.pixels());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return "%dx%d %08x".formatted(picture.width(), picture.height(), sum.getValue());
    }
}

package dev.dreq.tools.remote.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a sequence finds in the first floppy drive, one of 1.44 MB. */
enum Medium {
    DISK,
    PROTECTED,
    NONE;

    private static final int SECTOR = 512;
    private static final byte[] CONTENT = content();

    private static byte[] content() {
        byte[] content = new byte[2880 * SECTOR];
        for (int at = 0; at < content.length; at++) {
            content[at] = (byte) (7 * (at / SECTOR) + at);
        }
        return content;
    }

    /** Makes an image as it is at first, if it is not: byte x is 7 * (x div 512) + x. */
    static void refresh(Path image) {
        try {
            if (!Files.exists(image) || !Arrays.equals(Files.readAllBytes(image), CONTENT)) {
                Files.write(image, CONTENT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

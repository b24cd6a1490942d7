package dev.dreq.tools.remote.client;

import dev.dreq.plugin.ScanOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture as QEMU's screendump writes it: a PPM of 8 bits a colour. */
final class PpmFile {
    private static final Pattern HEADER = Pattern.compile("P6\\s(\\d{1,5})\\s(\\d{1,5})\\s255\\s");
    private static final int LONGEST_HEADER = 24;
    private static final int PIXEL = 3;

    private PpmFile() {}

    /** Reads one. QEMU 7.2 pads its lines to multiples of 4 bytes, which no PPM has. */
    static ScanOut.Picture read(Path file) throws IOException {
        byte[] ppm = Files.readAllBytes(file);
        String head =
                new String(
                        ppm, 0, Math.min(LONGEST_HEADER, ppm.length), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(head);
        if (!header.lookingAt()) {
            throw new IOException("no PPM of 8 bits: " + head);
        }
        int width = Integer.parseInt(header.group(1));
        int height = Integer.parseInt(header.group(2));
        int pitch = (ppm.length - header.end()) / Math.max(1, height);
        if (pitch < PIXEL * width) {
            throw new IOException("%d bytes for %d x %d".formatted(ppm.length, width, height));
        }
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            int at = header.end() + y * pitch;
            for (int x = 0; x < width; x++, at += PIXEL) {
                pixels[y * width + x] =
                        (ppm[at] & 0xFF) << 16 | (ppm[at + 1] & 0xFF) << 8 | (ppm[at + 2] & 0xFF);
            }
        }
        return new ScanOut.Picture(width, height, pixels);
    }
}

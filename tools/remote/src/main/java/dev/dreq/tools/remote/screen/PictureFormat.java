package dev.dreq.tools.remote.screen;

import dev.dreq.plugin.ScanOut.Picture;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A format of picture files: 8 bits for each of red, green and blue. */
public enum PictureFormat {
    /** Portable pixmap, P6. */
    PPM {
        @Override
        public byte[] encode(Picture picture) {
            byte[] header =
                    "P6\n%d %d\n255\n"
                            .formatted(picture.width(), picture.height())
                            .getBytes(StandardCharsets.US_ASCII);
            byte[] file = new byte[header.length + BYTES * picture.pixels().length];
            System.arraycopy(header, 0, file, 0, header.length);
            rgb(picture, 0, picture.pixels().length, file, header.length);
            return file;
        }
    },
    /** Portable Network Graphics, truecolour, lines unfiltered. */
    PNG {
        @Override
        public byte[] encode(Picture picture) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(file)) {
                out.writeLong(PNG_SIGNATURE);
                chunk(out, "IHDR", header(picture));
                chunk(out, "IDAT", lines(picture));
                chunk(out, "IEND", new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // an array takes all
            }
            return file.toByteArray();
        }
    };

    private static final int BYTES = 3;
    private static final long PNG_SIGNATURE = 0x8950_4e47_0d0a_1a0aL;
    private static final int DEPTH = 8;
    private static final int TRUECOLOUR = 2;

    /** The picture as a file of this format. */
    public abstract byte[] encode(Picture picture);

    /** As clients write it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void rgb(Picture picture, int from, int count, byte[] target, int offset) {
        int at = offset;
        for (int i = from; i < from + count; i++) {
            int pixel = picture.pixels()[i];
            target[at++] = (byte) (pixel >> 16);
            target[at++] = (byte) (pixel >> 8);
            target[at++] = (byte) pixel;
        }
    }

    private static byte[] header(Picture picture) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.write(new byte[] {DEPTH, TRUECOLOUR, 0, 0, 0});
        return header.toByteArray();
    }

    /** Each line begins with its filter, none, and all are deflated. */
    private static byte[] lines(Picture picture) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            byte[] line = new byte[1 + BYTES * picture.width()];
            for (int y = 0; y < picture.height(); y++) {
                rgb(picture, y * picture.width(), picture.width(), line, 1);
                out.write(line);
            }
        }
        return deflated.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }
}

package dev.dreq.tools.testkit.measured;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What a row finds in a drive. */
enum Medium {
    /** A 1.44M disk. */
    DISK(2880, false, "auto"),
    /** The same, write-protected. */
    PROTECTED(2880, true, "auto"),
    /** An image of one sector in a 1.44M drive. */
    SHORT(1, false, "144"),
    /** A 360K image in a 1.44M drive, which takes it for a single-sided disk. */
    SINGLE_SIDED(720, false, "144"),
    /** A drive without a medium; QEMU makes it one for 2.88M. */
    EMPTY(0, false, "288"),
    /** No drive. */
    NONE(0, false, "none");

    private static final int SECTOR = 512;

    private final int sectors;
    private final boolean readOnly;
    private final String driveType;

    Medium(int sectors, boolean readOnly, String driveType) {
        this.sectors = sectors;
        this.readOnly = readOnly;
        this.driveType = driveType;
    }

    /** The medium that the head of {@code i8237.rows} calls {@code word}. */
    static Medium named(String word) {
        return Stream.of(values())
                .filter(medium -> medium.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no medium '%s'; there are %s"
                                                .formatted(word, Arrays.toString(values()))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean present() {
        return sectors > 0;
    }

    boolean readOnly() {
        return readOnly;
    }

    /** The type of the drive it is in, as the floppy controller's settings have it. */
    String driveType() {
        return driveType;
    }

    /** The image: byte x is 7 * (x div 512) + x. */
    byte[] image() {
        byte[] image = new byte[sectors * SECTOR];
        for (int sector = 0; sector < sectors; sector++) {
            for (int x = 0; x < SECTOR; x++) {
                image[sector * SECTOR + x] = (byte) (7 * sector + x);
            }
        }
        return image;
    }
}

package dev.dreq.tools.drivers.floppy;

import java.util.List;

/**
 * The formats that media are known to have, 160K to 3.84M. What a medium has must be one of them.
 */
final class KnownFormats {

    /** The data rate codes, those of the most usual media first. */
    static final List<Integer> DATA_RATES = List.of(0, 2, 1, 3);

    private static final List<Geometry> ALL =
            List.of(
                    new Geometry(80, 2, 15, 0),
                    new Geometry(80, 2, 18, 0),
                    new Geometry(82, 2, 18, 0),
                    new Geometry(83, 2, 18, 0),
                    new Geometry(80, 2, 20, 0),
                    new Geometry(80, 2, 21, 0),
                    new Geometry(82, 2, 21, 0),
                    new Geometry(83, 2, 21, 0),
                    new Geometry(80, 2, 22, 0),
                    new Geometry(80, 2, 23, 0),
                    new Geometry(80, 2, 24, 0),
                    new Geometry(40, 1, 9, 1),
                    new Geometry(40, 2, 9, 1),
                    new Geometry(41, 2, 10, 1),
                    new Geometry(42, 2, 10, 1),
                    new Geometry(40, 1, 8, 2),
                    new Geometry(40, 2, 8, 2),
                    new Geometry(80, 1, 9, 2),
                    new Geometry(80, 2, 9, 2),
                    new Geometry(80, 2, 10, 2),
                    new Geometry(82, 2, 10, 2),
                    new Geometry(83, 2, 10, 2),
                    new Geometry(80, 2, 11, 2),
                    new Geometry(80, 2, 13, 2),
                    new Geometry(80, 2, 14, 2),
                    new Geometry(80, 2, 36, 3),
                    new Geometry(80, 2, 39, 3),
                    new Geometry(80, 2, 40, 3),
                    new Geometry(80, 2, 44, 3),
                    new Geometry(80, 2, 48, 3));

    /** Bytes in the largest cylinder: the longest operation that there can be. */
    static final int LARGEST_CYLINDER =
            ALL.stream().mapToInt(Geometry::cylinderBytes).max().orElseThrow();

    private KnownFormats() {}

    static List<Geometry> all() {
        return ALL;
    }

    /** The number of MEDIA_TYPE in ntdddisk.h. */
    static int mediaType(Geometry geometry) {
        return switch ((int) (geometry.bytes() >> 10)) {
            case 1200 -> 1; // F5_1Pt2_512
            case 1440 -> 2; // F3_1Pt44_512
            case 2880 -> 3; // F3_2Pt88_512
            case 720 -> 5; // F3_720_512
            case 360 -> 6; // F5_360_512
            case 320 -> 7; // F5_320_512
            case 180 -> 9; // F5_180_512
            case 160 -> 10; // F5_160_512
            default -> 11; // RemovableMedia
        };
    }
}

package dev.dreq.tools.drivers.floppy;

/**
 * How a medium is divided. The sectors of a cylinder follow one another: side 0, then side 1.
 *
 * @param cylinders how many there are
 * @param heads sides, 1 or 2
 * @param sectorsPerTrack sectors on one side of a cylinder, the first is number 1
 * @param dataRate the code that the controller reads it at: 0 = 500 kbit/s, 1 = 300, 2 = 250, 3 =
 *     1000
 */
record Geometry(int cylinders, int heads, int sectorsPerTrack, int dataRate) {
    static final int SECTOR_BYTES = 512;

    Geometry {
        if (cylinders < 1
                || heads < 1
                || heads > 2
                || sectorsPerTrack < 1
                || dataRate < 0
                || dataRate > 3) {
            throw new IllegalArgumentException(
                    "no such geometry: %d cylinders, %d heads, %d sectors, rate %d"
                            .formatted(cylinders, heads, sectorsPerTrack, dataRate));
        }
    }

    int cylinderBytes() {
        return heads * sectorsPerTrack * SECTOR_BYTES;
    }

    long bytes() {
        return (long) cylinders * cylinderBytes();
    }

    /** Where the sector lies that holds a byte of the medium. */
    SectorAddress sectorAt(long byteOffset) {
        int sector = Math.toIntExact(byteOffset / SECTOR_BYTES);
        int track = sector / sectorsPerTrack;
        return new SectorAddress(track / heads, track % heads, sector % sectorsPerTrack + 1);
    }

    /**
     * Where a sector begins, in bytes; that of the address behind the last sector is the length of
     * the medium.
     */
    long byteOffset(SectorAddress address) {
        long track = (long) address.cylinder() * heads + address.head();
        return (track * sectorsPerTrack + address.sector() - 1) * SECTOR_BYTES;
    }
}

package dev.dreq.devices.fdc;

/**
 * How a medium is divided.
 *
 * @param sectorsPerTrack 0..FF
 * @param sides 1 or 2
 * @param tracks on a side
 * @param rate the data rate code that reads it: 0 = 500 kbit/s, 1 = 300, 2 = 250, 3 = 1000
 */
record Geometry(int sectorsPerTrack, int sides, int tracks, int rate) {

    /** Bytes in a sector; no other size is recorded on these media. */
    static final int SECTOR_BYTES = 512;

    /** What stands in for a geometry where no drive is. */
    static final Geometry NO_DRIVE = new Geometry(0, 1, 0, 0);

    /** What an empty drive counts, of tracks and of sectors. */
    private static final int EMPTY = 0xff;

    /** What stands in for a geometry in a drive that has had no medium yet. */
    static final Geometry NO_MEDIUM = new Geometry(EMPTY, 1, EMPTY, 0);

    Geometry {
        if (sectorsPerTrack < 0
                || sectorsPerTrack > 0xff
                || sides < 1
                || sides > 2
                || tracks < 0
                || rate < 0
                || rate > 3) {
            throw new IllegalArgumentException(
                    "no such geometry: %d sectors, %d sides, %d tracks, rate %d"
                            .formatted(sectorsPerTrack, sides, tracks, rate));
        }
    }

    /** The same with another number of sectors on a track, 0..FF. */
    Geometry withSectorsPerTrack(int sectors) {
        return with(sectors, sides);
    }

    /** The same with another number of sectors on a track, 0..FF, and of sides. */
    Geometry with(int sectors, int otherSides) {
        return new Geometry(sectors, otherSides, tracks, rate);
    }

    /** What stands in for a geometry when the medium has gone: the sides are still counted. */
    Geometry emptied() {
        return new Geometry(EMPTY, sides, EMPTY, rate);
    }

    /** The number of all sectors. */
    int sectors() {
        return sectorsPerTrack * sides * tracks;
    }

    /**
     * The sector's number in the image; of an address that is not on the medium, one that may be
     * outside the image.
     */
    long logicalBlock(SectorAddress address) {
        return ((long) address.cylinder() * sides + address.head()) * sectorsPerTrack
                + address.sector()
                - 1;
    }
}

package dev.dreq.devices.fdc;

/**
 * Where a sector is, as its ID field says.
 *
 * @param cylinder 0..FF
 * @param head 0..FF; a disk has 0 and 1
 * @param sector 0..FF; a track begins with 1
 */
record SectorAddress(int cylinder, int head, int sector) {

    /** The next sector of the same track. */
    SectorAddress following() {
        return new SectorAddress(cylinder, head, (sector + 1) & 0xff);
    }

    /**
     * Where a transfer goes on, or the next one would, behind the last sector of a track: with
     * {@code multiTrack} on the other side of the same cylinder after head 0, else at the start of
     * the next cylinder.
     */
    SectorAddress behindTrack(boolean multiTrack) {
        if (multiTrack && head == 0) {
            return new SectorAddress(cylinder, 1, 1);
        }
        return new SectorAddress((cylinder + 1) & 0xff, multiTrack ? 0 : head, 1);
    }
}

package dev.dreq.devices.fdc;

import java.util.List;

/**
 * A format that disks are known to have, and the drive it is meant for. An image has no label; its
 * size tells the format.
 *
 * @param drive the drive it is meant for
 * @param geometry how it is divided
 */
record MediaFormat(DriveType drive, Geometry geometry) {

    /** In order of preference; of those with one drive type the first is that drive's own. */
    private static final List<MediaFormat> KNOWN =
            List.of(
                    of(DriveType.HD_35, 18, 2, 80, 0),
                    of(DriveType.HD_35, 20, 2, 80, 0),
                    of(DriveType.HD_35, 21, 2, 80, 0),
                    of(DriveType.HD_35, 21, 2, 82, 0),
                    of(DriveType.HD_35, 21, 2, 83, 0),
                    of(DriveType.HD_35, 22, 2, 80, 0),
                    of(DriveType.HD_35, 23, 2, 80, 0),
                    of(DriveType.HD_35, 24, 2, 80, 0),
                    of(DriveType.ED_35, 36, 2, 80, 3),
                    of(DriveType.ED_35, 39, 2, 80, 3),
                    of(DriveType.ED_35, 40, 2, 80, 3),
                    of(DriveType.ED_35, 44, 2, 80, 3),
                    of(DriveType.ED_35, 48, 2, 80, 3),
                    of(DriveType.HD_35, 9, 2, 80, 2),
                    of(DriveType.HD_35, 10, 2, 80, 2),
                    of(DriveType.HD_35, 10, 2, 82, 2),
                    of(DriveType.HD_35, 10, 2, 83, 2),
                    of(DriveType.HD_35, 13, 2, 80, 2),
                    of(DriveType.HD_35, 14, 2, 80, 2),
                    of(DriveType.HD_525, 15, 2, 80, 0),
                    of(DriveType.HD_525, 18, 2, 80, 0),
                    of(DriveType.HD_525, 18, 2, 82, 0),
                    of(DriveType.HD_525, 18, 2, 83, 0),
                    of(DriveType.HD_525, 20, 2, 80, 0),
                    of(DriveType.HD_525, 9, 2, 80, 2),
                    of(DriveType.HD_525, 11, 2, 80, 2),
                    of(DriveType.HD_525, 9, 2, 40, 1),
                    of(DriveType.HD_525, 9, 1, 40, 1),
                    of(DriveType.HD_525, 10, 2, 41, 1),
                    of(DriveType.HD_525, 10, 2, 42, 1),
                    of(DriveType.HD_525, 8, 2, 40, 2),
                    of(DriveType.HD_525, 8, 1, 40, 2),
                    of(DriveType.HD_35, 9, 1, 80, 2));

    private static MediaFormat of(
            DriveType drive, int sectorsPerTrack, int sides, int tracks, int rate) {
        return new MediaFormat(drive, new Geometry(sectorsPerTrack, sides, tracks, rate));
    }

    /** The drive type that an automatic drive takes on with a medium of so many sectors. */
    static DriveType driveFor(long sectors) {
        return KNOWN.stream()
                .filter(format -> format.geometry.sectors() == sectors)
                .findFirst()
                .map(MediaFormat::drive)
                .orElse(DriveType.ED_35);
    }

    /**
     * The geometry of a medium of so many sectors in a drive: an exact match of size and drive,
     * else of size in a drive that takes the same media, else the drive's own.
     */
    static Geometry geometry(DriveType drive, long sectors) {
        return KNOWN.stream()
                .filter(format -> format.drive == drive && format.geometry.sectors() == sectors)
                .findFirst()
                .or(
                        () ->
                                KNOWN.stream()
                                        .filter(
                                                format ->
                                                        format.drive.takesMediaOf(drive)
                                                                && format.geometry.sectors()
                                                                        == sectors)
                                        .findFirst())
                .or(() -> KNOWN.stream().filter(format -> format.drive == drive).findFirst())
                .map(MediaFormat::geometry)
                .orElse(Geometry.NO_DRIVE);
    }
}

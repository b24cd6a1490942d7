package dev.dreq.tools.drivers.floppy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * DISK_GEOMETRY, the output of {@link FloppyControlCode#IOCTL_DISK_GET_DRIVE_GEOMETRY}.
 *
 * @param cylinders how many there are
 * @param mediaType a number of MEDIA_TYPE
 * @param tracksPerCylinder sides
 * @param sectorsPerTrack sectors on one side of a cylinder
 * @param bytesPerSector 512
 */
public record DiskGeometry(
        long cylinders,
        int mediaType,
        int tracksPerCylinder,
        int sectorsPerTrack,
        int bytesPerSector) {

    /** Bytes of the structure. */
    public static final int SIZE = 24;

    /** Bytes in one cylinder. */
    public int cylinderBytes() {
        return tracksPerCylinder * sectorsPerTrack * bytesPerSector;
    }

    /** Bytes on the medium. */
    public long bytes() {
        return cylinders * cylinderBytes();
    }

    /** Reads the structure. */
    public static DiskGeometry decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new DiskGeometry(in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }

    byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(cylinders)
                .putInt(mediaType)
                .putInt(tracksPerCylinder)
                .putInt(sectorsPerTrack)
                .putInt(bytesPerSector)
                .array();
    }
}

package dev.dreq.tools.drivers.floppy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the driver has done since its device started.
 *
 * @param mapRegisters what IoGetDmaAdapter granted
 * @param operations transfers that the controller was asked for, repeated ones included
 * @param longestOperation the longest of them in bytes
 * @param bytesRead bytes that reached callers
 * @param bytesWritten bytes that came from callers
 * @param retries operations that were tried again
 * @param timeouts commands that no interrupt ended
 * @param sectorBufferOperations operations through the driver's own sector buffer
 */
public record FloppyStatistics(
        long mapRegisters,
        long operations,
        long longestOperation,
        long bytesRead,
        long bytesWritten,
        long retries,
        long timeouts,
        long sectorBufferOperations) {

    /** Bytes of the structure: its members in order, 8 bytes each, little-endian. */
    public static final int SIZE = 64;

    /** Reads the output of {@link FloppyControlCode#IOCTL_FLOPPY_GET_STATISTICS}. */
    public static FloppyStatistics decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new FloppyStatistics(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(mapRegisters)
                .putLong(operations)
                .putLong(longestOperation)
                .putLong(bytesRead)
                .putLong(bytesWritten)
                .putLong(retries)
                .putLong(timeouts)
                .putLong(sectorBufferOperations)
                .array();
    }
}

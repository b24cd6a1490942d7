package dev.dreq.tools.drivers.busmaster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the driver has done since its device started.
 *
 * @param mapRegisters what IoGetDmaAdapter granted
 * @param maximumLength bytes that the engine takes in an operation
 * @param operations what the engine was asked for
 * @param longestOperation the longest of them in bytes
 * @param runs ranges of logical addresses that the engine was told of
 * @param bytesRead bytes that came from the screen
 * @param bytesWritten bytes that went to it
 * @param timeouts operations that no interrupt ended
 */
public record BusMasterStatistics(
        long mapRegisters,
        long maximumLength,
        long operations,
        long longestOperation,
        long runs,
        long bytesRead,
        long bytesWritten,
        long timeouts) {

    /** Bytes of the structure: its members in order, 8 bytes each, little-endian. */
    public static final int SIZE = 64;

    /** Reads the output of {@link BusMasterControlCode#IOCTL_BUSMASTER_GET_STATISTICS}. */
    public static BusMasterStatistics decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new BusMasterStatistics(
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
                .putLong(maximumLength)
                .putLong(operations)
                .putLong(longestOperation)
                .putLong(runs)
                .putLong(bytesRead)
                .putLong(bytesWritten)
                .putLong(timeouts)
                .array();
    }
}

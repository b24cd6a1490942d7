package dev.dreq.tools.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the miniport has done since its device started.
 *
 * @param maximumLength what VideoPortGetDmaAdapter was told: the most bytes of one operation; 0
 *     without an engine
 * @param startDmaCalls calls of VideoPortStartDma
 * @param commands commands that the engine was given
 * @param sgElements elements of the lists that HwVidExecuteDma was handed
 * @param bytesWritten bytes moved to the screen, also by requests that failed later
 * @param bytesRead bytes moved from the screen, also by requests that failed later
 * @param interrupts interrupts that were the engine's
 * @param polls how often HwVidTimer looked
 * @param timeouts commands whose end was not seen in time
 * @param bytesCopied those of the bytes that the processor moved, for want of an engine
 */
public record DisplayStatistics(
        long maximumLength,
        long startDmaCalls,
        long commands,
        long sgElements,
        long bytesWritten,
        long bytesRead,
        long interrupts,
        long polls,
        long timeouts,
        long bytesCopied) {

    /** Bytes of the structure: its members in order, 8 bytes each, little-endian. */
    public static final int SIZE = 80;

    /** Reads the output of {@link DisplayControlCode#IOCTL_DISPLAY_GET_STATISTICS}. */
    public static DisplayStatistics decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new DisplayStatistics(
                in.getLong(),
                in.getLong(),
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
                .putLong(maximumLength)
                .putLong(startDmaCalls)
                .putLong(commands)
                .putLong(sgElements)
                .putLong(bytesWritten)
                .putLong(bytesRead)
                .putLong(interrupts)
                .putLong(polls)
                .putLong(timeouts)
                .putLong(bytesCopied)
                .array();
    }
}

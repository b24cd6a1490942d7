package dev.dreq.tools.cli;

import dev.dreq.hal.ke.NtStatus;

/** A display driver, as a program asks it. */
interface DisplayRequests {

    /** Bits of a pixel on the screen and in buffers. */
    int BITS_PER_PIXEL = Integer.SIZE;

    /** Bytes of a pixel. */
    int BYTES_PER_PIXEL = Integer.BYTES;

    /** Sets a mode of {@link #BITS_PER_PIXEL}. */
    NtStatus setMode(int width, int height) throws JobFailure;

    /**
     * Moves lines between a buffer and the left edge of the screen.
     *
     * @param buffer holds them without gaps
     * @param y the first line on the screen
     * @param width in pixels
     */
    NtStatus move(boolean toScreen, long buffer, int y, int width, int lines) throws JobFailure;

    /** What the driver says that it has done. */
    Statistics statistics() throws JobFailure;

    /**
     * What a display driver has done.
     *
     * @param operations commands that the engine was given
     * @param longestOperation in bytes
     * @param startDmaCalls calls of VideoPortStartDma
     * @param maximumLength the most bytes that the engine takes in an operation
     */
    record Statistics(
            long operations, long longestOperation, long startDmaCalls, long maximumLength) {}
}

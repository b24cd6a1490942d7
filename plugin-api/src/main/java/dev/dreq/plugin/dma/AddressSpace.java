package dev.dreq.plugin.dma;

import java.nio.ByteBuffer;

/**
 * Physical memory as one bus master reaches it. Ranges move in one piece; a bus error is a value,
 * never an exception.
 *
 * <p>The buffer's position tells how much moved: the bytes below the first one that could not be
 * reached have moved, and the position stands behind them.
 */
public interface AddressSpace {

    /** Moves memory from {@code address} on into the buffer's remaining bytes. */
    BusStatus read(long address, ByteBuffer target);

    /** Moves the buffer's remaining bytes into memory from {@code address} on. */
    BusStatus write(long address, ByteBuffer source);
}

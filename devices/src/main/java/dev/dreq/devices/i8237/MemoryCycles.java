package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import java.nio.ByteBuffer;

/**
 * Memory as a DMA controller drives it: strobes without an answer. Where nothing answers, writes
 * are lost, reads give zeros and the addresses go on all the same.
 */
final class MemoryCycles {

    /** No decoder on the bus tells apart addresses closer than this. */
    private static final int GRANULE = 0x1000;

    private MemoryCycles() {}

    /**
     * Writes the buffer's remaining bytes from {@code address} on; one below zero is where nothing
     * answers.
     */
    static void write(AddressSpace memory, long address, ByteBuffer source) {
        long at = address;
        while (source.hasRemaining()) {
            int before = source.position();
            if (at >= 0 && memory.write(at, source) == BusStatus.OK) {
                return;
            }
            at += source.position() - before;
            int lost = unanswered(at, source.remaining());
            source.position(source.position() + lost);
            at += lost;
        }
    }

    /**
     * Reads into the buffer's remaining room from {@code address} on; one below zero is where
     * nothing answers.
     */
    static void read(AddressSpace memory, long address, ByteBuffer target) {
        long at = address;
        while (target.hasRemaining()) {
            int before = target.position();
            if (at >= 0 && memory.read(at, target) == BusStatus.OK) {
                return;
            }
            at += target.position() - before;
            int zeros = unanswered(at, target.remaining());
            for (int i = 0; i < zeros; i++) {
                target.put((byte) 0);
            }
            at += zeros;
        }
    }

    private static int unanswered(long address, int remaining) {
        return (int) Math.min(remaining, GRANULE - (address & GRANULE - 1));
    }
}

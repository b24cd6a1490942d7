package dev.dreq.hal.mm;

import java.util.List;

/**
 * Where a caller's buffer lies, and who may do what with it.
 *
 * @param byteOffset offset of the buffer in its first page, 0..FFF
 * @param above lowest physical address of its pages; they are scattered from there on
 * @param frames the page frames to take, in order; empty to let the kernel scatter them
 * @param mode whose address space it lies in
 * @param writable false for memory that may only be read
 */
public record Placement(
        int byteOffset, long above, List<Long> frames, AccessMode mode, boolean writable) {

    public Placement {
        if (byteOffset < 0 || byteOffset >= Pages.PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "byte offset %d is not in 0..4095".formatted(byteOffset));
        }
        if (above < 0) {
            throw new IllegalArgumentException("physical address %x is negative".formatted(above));
        }
        frames = List.copyOf(frames);
    }

    /** A user buffer that begins a page, scattered. */
    public static Placement scattered() {
        return new Placement(0, 0, List.of(), AccessMode.UserMode, true);
    }

    /** A user buffer in exactly these page frames. */
    public static Placement inFrames(Long... frames) {
        return new Placement(0, 0, List.of(frames), AccessMode.UserMode, true);
    }

    /** The same at another offset in its first page. */
    public Placement atOffset(int newByteOffset) {
        return new Placement(newByteOffset, above, frames, mode, writable);
    }

    /** The same at or above a physical address. */
    public Placement above(long physicalAddress) {
        return new Placement(byteOffset, physicalAddress, frames, mode, writable);
    }

    /** The same in system space: pageable memory of the kernel. */
    public Placement inSystemSpace() {
        return new Placement(byteOffset, above, frames, AccessMode.KernelMode, writable);
    }

    /** The same, but read-only. */
    public Placement readOnly() {
        return new Placement(byteOffset, above, frames, mode, false);
    }
}

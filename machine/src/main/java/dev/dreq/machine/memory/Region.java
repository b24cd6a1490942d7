package dev.dreq.machine.memory;

import dev.dreq.machine.io.Window;
import org.jspecify.annotations.Nullable;

/**
 * Something at a place in physical memory: RAM, ROM, or a window of a device. Where regions overlap
 * the one of higher priority is seen, among equals the one that was added later.
 */
public final class Region {

    final long start;
    final long end;
    final int priority;
    final @Nullable MemoryBank bank;
    final long offset;
    final boolean writable;
    final boolean ofDevice;
    final @Nullable Window window;

    private Region(
            long start,
            long length,
            int priority,
            @Nullable MemoryBank bank,
            long offset,
            boolean writable,
            boolean ofDevice,
            @Nullable Window window) {
        if (start < 0 || length < 1 || start > Long.MAX_VALUE - 1 - length) {
            throw new IllegalArgumentException("no such range: %x+%x".formatted(start, length));
        }
        this.start = start;
        this.end = start + length;
        this.priority = priority;
        this.bank = bank;
        this.offset = offset;
        this.writable = writable;
        this.ofDevice = ofDevice;
        this.window = window;
    }

    /** {@code length} bytes of RAM at {@code start}, stored in a bank from {@code offset} on. */
    public static Region ram(long start, long length, MemoryBank bank, long offset, int priority) {
        return new Region(start, length, priority, bank, offset, true, false, null);
    }

    /** A whole bank at {@code start}; what is written there is lost. */
    public static Region rom(long start, MemoryBank bank, int priority) {
        return new Region(start, bank.size(), priority, bank, 0, false, false, null);
    }

    /** A window of a device, at its base. */
    public static Region device(Window window, int priority) {
        return new Region(window.base(), window.length(), priority, null, 0, false, true, window);
    }

    /**
     * The first {@code length} bytes of a bank that is a device's: memory to the processor only.
     */
    public static Region deviceMemory(long start, long length, MemoryBank bank, int priority) {
        return new Region(start, length, priority, bank, 0, true, true, null);
    }
}

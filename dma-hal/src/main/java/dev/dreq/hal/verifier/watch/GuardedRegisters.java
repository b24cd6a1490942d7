package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DoubleBuffer;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device is shown in the place of all that is mapped through one allocation of map
 * registers: each contiguous range lies between two guard pages, at its own offset in a page. Like
 * the registers, the pages are used up in order until nothing is mapped any more.
 *
 * <p>Whatever the ranges, two pages for each register and one more are enough: ranges have a guard
 * page in common with their neighbours, and a slave, which has but one range at a time, leaves out
 * less than the range to get behind the edge of a window.
 */
final class GuardedRegisters implements DoubleBuffer {

    /** Ranges that follow one another, without a guard page in between. */
    private static final class Row {
        private final long start;
        private long end;
        private long memoryEnd;

        Row(long start, long memory) {
            this.start = start;
            this.end = start;
            this.memoryEnd = memory;
        }

        void add(long length) {
            end += length;
            memoryEnd += length;
        }

        /** From the guard page before it. */
        long guardedStart() {
            return start - Pages.byteOffset(start) - Pages.PAGE_SIZE;
        }

        /** To the end of the guard page behind it. */
        long guardedEnd() {
            return Pages.roundToPages(end) + Pages.PAGE_SIZE;
        }
    }

    /**
     * What the device is shown.
     *
     * @param address where it lies
     * @param row null if it is shown as it lies
     */
    private record Shown(long address, Range logical, boolean writeToDevice, @Nullable Row row) {
        boolean is(long otherAddress, long length) {
            return address == otherAddress && logical.length() == length;
        }
    }

    private final Guards guards;
    private final GuardedBlock block;
    private final List<Shown> shown = new ArrayList<>();
    private @Nullable Row latest;

    /** Whether the operation is shown as it lies. */
    private boolean asItLies;

    GuardedRegisters(Guards guards, GuardedBlock block) {
        this.guards = guards;
        this.block = block;
    }

    /** A common buffer is the processor's and the device's at the same time, so it is not moved. */
    @Override
    public long show(long address, long length, boolean writeToDevice) {
        if (shown.isEmpty()) {
            asItLies = guards.isCommon(address);
            latest = null;
        }
        Row row = asItLies ? null : row(address, length);
        long logical = row == null ? address : row.end;
        if (row != null) {
            row.add(length);
            guards.copyToDevice(logical, address, length);
        }
        shown.add(new Shown(address, new Range(logical, length), writeToDevice, row));
        return logical;
    }

    /** Where a range comes to lie next; its bytes are still free. */
    private @Nullable Row row(long address, long length) {
        Row before = latest;
        Row row =
                before != null && before.memoryEnd == address
                        ? before
                        : new Row(start(before, address, length), address);
        long end = Pages.roundToPages(row.end + length) + Pages.PAGE_SIZE;
        if (end > block.range().end()) {
            return null;
        }
        requireFree(row == before ? row.end : row.guardedStart(), end);
        latest = row;
        return row;
    }

    private long start(@Nullable Row before, long address, long length) {
        long guard = before == null ? block.range().start() : Pages.roundToPages(before.end);
        long page = guard + Pages.PAGE_SIZE;
        long offset = Pages.byteOffset(address);
        long window = guards.window();
        boolean crosses = (page + offset) / window != (page + offset + length - 1) / window;
        return offset + (crosses ? (page / window + 1) * window : page);
    }

    private void requireFree(long start, long end) {
        long written = block.written(start, end);
        if (written < end) {
            guards.freeRegisterWritten(written);
            block.fill(start, end);
        }
    }

    @Override
    public void withdraw(long address, long length) {
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).is(address, length)) {
                withdraw(shown.remove(i));
                return;
            }
        }
    }

    private void withdraw(Shown range) {
        guards.flushing();
        Row row = range.row();
        if (row == null) {
            return;
        }
        requireGuards(row);
        if (!range.writeToDevice()) {
            guards.copyFromDevice(range.address(), range.logical());
        }
        block.fill(range.logical().start(), range.logical().end());
    }

    private void requireGuards(Row row) {
        long before = block.written(row.guardedStart(), row.start);
        if (before < row.start) {
            guards.writtenBefore(row.start, row.end, before);
            block.fill(row.guardedStart(), row.start);
        }
        long behind = block.written(row.end, row.guardedEnd());
        if (behind < row.guardedEnd()) {
            guards.writtenBehind(row.start, row.end, behind);
            block.fill(row.end, row.guardedEnd());
        }
    }

    @Override
    public void close() {
        for (Shown range : shown) {
            if (range.row() != null) {
                block.fill(range.logical().start(), range.logical().end());
            }
        }
        shown.clear();
        guards.giveBack(this, block);
    }

    /** Where the byte lies that the device sees at this address; -1 if it is shown none there. */
    long memory(long logical) {
        for (Shown range : shown) {
            if (range.logical().contains(logical)) {
                return range.address() + logical - range.logical().start();
            }
        }
        return -1;
    }

    /** The bytes around an address that are shown to nobody; null if they are, or none of ours. */
    @Nullable Range guardAround(long address) {
        if (!block.range().contains(address)) {
            return null;
        }
        long start = block.range().start();
        long end = block.range().end();
        for (Shown range : shown) {
            Range logical = range.logical();
            if (logical.contains(address)) {
                return null;
            }
            start = logical.end() <= address ? Math.max(start, logical.end()) : start;
            end = logical.start() > address ? Math.min(end, logical.start()) : end;
        }
        return new Range(start, end - start);
    }
}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.mm.Pages;

/**
 * Divides a request into operations.
 *
 * <p>An operation is as much as is left, as the map registers reach from its place in the buffer,
 * and as the engine takes at a time. The engine counts rows from where a command begins, so an
 * operation that begins inside a row ends with it; one that begins a row has whole rows if it has
 * one at all.
 *
 * @param pages how many pages of the buffer an operation may touch, at least 1
 * @param maximumLength how many bytes the engine takes, at least 1
 * @param window where the bytes go
 */
record OperationSplit(int pages, int maximumLength, VramWindow window) {

    OperationSplit {
        if (pages < 1 || maximumLength < 1) {
            throw new IllegalArgumentException(
                    "operations of %d pages and %d bytes".formatted(pages, maximumLength));
        }
    }

    /**
     * The next operation's length, at least 1.
     *
     * @param done how many bytes of the request are done; not all
     * @param va where the rest begins in the buffer
     */
    int next(int done, long va) {
        int remaining = window.length() - done;
        long capacity = (long) pages * Pages.PAGE_SIZE - Pages.byteOffset(va);
        int room = (int) Math.min(remaining, Math.min(capacity, maximumLength));
        int toLineEnd = window.toLineEnd(done);
        if (toLineEnd < window.line()) {
            return Math.min(room, toLineEnd);
        }
        return room < window.line() ? room : room - room % window.line();
    }
}

package dev.dreq.tools.drivers.busmaster;

/**
 * Where the bytes of a transfer are in video memory: {@code line} bytes in a row, so many rows.
 *
 * @param first the first byte
 * @param pitch from one row to the next, at least {@code line}
 * @param line bytes in a row, at least 1
 * @param length of all rows
 */
record VramWindow(int first, int pitch, int line, int length) {

    /** Rows without a gap are one row. */
    static VramWindow of(int first, int pitch, int line, int rows) {
        int length = line * rows;
        return line == pitch || rows == 1
                ? new VramWindow(first, length, length, length)
                : new VramWindow(first, pitch, line, length);
    }

    /** How many bytes there are from byte {@code at} of the transfer to the end of its row. */
    int toLineEnd(int at) {
        return line - at % line;
    }

    /**
     * What one command of the engine is told of some bytes, which begin a row or are within one.
     *
     * @param at the first of them in the transfer
     * @param count how many
     */
    VramSpan span(int at, int count) {
        int vram = first + at / line * pitch + at % line;
        if (count <= toLineEnd(at)) {
            return new VramSpan(vram, 0, 0);
        }
        if (at % line != 0) {
            throw new IllegalArgumentException(
                    "bytes %d+%d begin inside a row of %d and leave it".formatted(at, count, line));
        }
        return new VramSpan(vram, pitch, line);
    }
}

package dev.dreq.tools.drivers.display;

/**
 * A rectangle in video memory, whose bytes are numbered line by line.
 *
 * @param first its first byte in video memory
 * @param pitch bytes from one line to the next
 * @param line bytes of a line, 1..{@code pitch}
 * @param lines how many, 1 or more
 */
record ScreenRectangle(int first, int pitch, int line, int lines) {

    static ScreenRectangle of(RectangleRequest request, DisplayMode mode, int pitch) {
        int bytesPerPixel = mode.bytesPerPixel();
        return new ScreenRectangle(
                request.y() * pitch + request.x() * bytesPerPixel,
                pitch,
                request.width() * bytesPerPixel,
                request.height());
    }

    /** All of it. */
    int bytes() {
        return line * lines;
    }

    /**
     * The longest command from byte {@code offset} on with at most {@code limit} bytes. A command
     * of lines begins where a line begins and has whole lines; so a piece of a transfer takes up to
     * three: the rest of a line, whole lines, the beginning of a line.
     */
    EngineCommand next(int offset, int limit) {
        int column = offset % line;
        int vram = first + offset / line * pitch + column;
        if (line == pitch) {
            return EngineCommand.linear(limit, vram);
        }
        if (column == 0 && limit / line > 1) {
            return new EngineCommand(limit / line * line, vram, pitch, line);
        }
        return EngineCommand.linear(Math.min(limit, line - column), vram);
    }
}

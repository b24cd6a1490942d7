package dev.dreq.tools.drivers.display;

/**
 * A command of the engine: byte {@code k} of it is at {@code vram + (k / line) * pitch + k % line},
 * or at {@code vram + k} if {@code pitch} is 0.
 *
 * @param bytes how many, 1 or more
 * @param vram the first byte in video memory
 * @param pitch bytes from one line to the next; 0 for a command that is not of lines
 * @param line bytes per line; 0 if {@code pitch} is
 */
record EngineCommand(int bytes, int vram, int pitch, int line) {

    static EngineCommand linear(int bytes, int vram) {
        return new EngineCommand(bytes, vram, 0, 0);
    }
}

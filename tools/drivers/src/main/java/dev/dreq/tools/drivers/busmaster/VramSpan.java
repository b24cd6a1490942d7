package dev.dreq.tools.drivers.busmaster;

/**
 * Where a command of the engine moves bytes.
 *
 * @param vram DMA_VRAM: the first
 * @param pitch DMA_PITCH: 0 if they are in a row
 * @param line DMA_LINE
 */
record VramSpan(int vram, int pitch, int line) {}

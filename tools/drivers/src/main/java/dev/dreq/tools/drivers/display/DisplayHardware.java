package dev.dreq.tools.drivers.display;

import org.jspecify.annotations.Nullable;

/**
 * What HwVidFindAdapter found.
 *
 * @param dispi the mode-setting registers
 * @param frameBuffer virtual address of the first byte of video memory
 * @param videoMemory in bytes
 * @param engine null for an adapter without, whose memory the processor writes
 */
record DisplayHardware(
        DispiRegisters dispi, long frameBuffer, long videoMemory, @Nullable DmaEngine engine) {}

package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VpDmaAdapter;

/**
 * An engine and the way to it.
 *
 * @param registers where it is told what to do
 * @param capabilities what it can do
 * @param adapter what VideoPortGetDmaAdapter returned, for all transfers
 */
record DmaEngine(
        EngineRegisters registers, EngineCapabilities capabilities, VpDmaAdapter adapter) {}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;

/**
 * What transfers are made with, while the device is started.
 *
 * @param kernel what the driver is linked against
 * @param device the functional device object
 * @param engine the bus master
 * @param capabilities what it can do
 * @param modes the other half of the adapter
 * @param dma the DMA adapter
 * @param feed how the engine is told of operations
 * @param options the driver's settings
 * @param counters what was done so far
 */
record BusMasterHardware(
        Kernel kernel,
        DeviceObject device,
        Engine engine,
        EngineCapabilities capabilities,
        ModeRegisters modes,
        BusMasterDma dma,
        Feed feed,
        BusMasterOptions options,
        BusMasterCounters counters) {

    /**
     * Runs {@code routine} in a DPC: what ends a request may start the next one, which may not be
     * done in AdapterControl. DISPATCH_LEVEL.
     */
    void later(Runnable routine) {
        kernel.ke()
                .insertQueueDpc(
                        kernel.ke().initializeDpc((dpc, context, a, b) -> routine.run(), null),
                        null,
                        null);
    }

    /** Divides a request into operations. */
    OperationSplit split(VramWindow window) {
        int pages =
                capabilities.takesRanges(options.path())
                        ? Math.min(dma.mapRegisters(), feed.mostRuns())
                        : dma.mapRegisters();
        return new OperationSplit(pages, capabilities.maximumLength(), window);
    }
}

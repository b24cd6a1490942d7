package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;

/**
 * What transfers are made with, while the device is started.
 *
 * @param kernel what the driver is linked against
 * @param device the functional device object
 * @param controller the command layer
 * @param drive motor, heads and medium
 * @param dma the adapter
 * @param options the driver's settings
 * @param counters what was done so far
 */
record FloppyHardware(
        Kernel kernel,
        DeviceObject device,
        FdcController controller,
        Drive drive,
        SystemDma dma,
        FloppyOptions options,
        FloppyCounters counters) {}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;

/** A way to tell the engine of an operation. */
interface Feed {

    /** How many ranges it can tell of in one operation, at least 1. */
    int mostRuns();

    /**
     * Makes everything ready while the engine is idle. DISPATCH_LEVEL.
     *
     * @param runs where the bytes are for the device
     * @param window where they are in video memory
     * @param done which byte of the window is the first
     */
    void prepare(LogicalRuns runs, VramWindow window, int done, boolean writeToDevice);

    /** Starts the engine. Under the interrupt's lock. */
    void start();

    /** Asks the engine to stop; it does when it falls out of BUSY. Under the interrupt's lock. */
    void stop();

    /**
     * How the operation went. DISPATCH_LEVEL.
     *
     * @param dmaStatus DMA_STATUS with the causes of the interrupt
     */
    NtStatus outcome(int dmaStatus);

    /** Gives back its memory. PASSIVE_LEVEL. */
    void release();
}

package dev.dreq.tools.cli;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.tools.drivers.floppy.FloppyStatistics;

/** Everything that is counted, at one moment. */
record Tally(
        long requests,
        FloppyStatistics driver,
        DmaStatistics adapter,
        long interrupts,
        long dpcs,
        long virtualNanos,
        long wallNanos) {

    private static final DmaStatistics NO_ADAPTER = new DmaStatistics("", 0, 0, 0, 0, 0, 0, 0);

    /** Reads all counters. */
    static Tally of(Kernel kernel, FloppyVolume volume) throws JobFailure {
        return new Tally(
                volume.requests(),
                volume.statistics(),
                kernel.dma().statistics().stream().findFirst().orElse(NO_ADAPTER),
                kernel.ke().interruptCount(),
                kernel.ke().dpcCount(),
                kernel.bus().now(),
                System.nanoTime());
    }

    /**
     * What a job has done since {@code before}; what counts the most is of the kernel's whole life.
     */
    JobReport since(Tally before, FloppyJob job, String device, long bytes, int bytesPerIrp) {
        return new JobReport(
                job.name(),
                device,
                bytes,
                requests - before.requests,
                driver.operations() - before.driver.operations(),
                adapter.mapTransfers() - before.adapter.mapTransfers(),
                driver.longestOperation(),
                bytesPerIrp,
                FloppyVolume.BUFFER_OFFSET,
                adapter.mapRegisters(),
                adapter.mapRegistersPeak(),
                adapter.bouncedBytes() - before.adapter.bouncedBytes(),
                interrupts - before.interrupts,
                dpcs - before.dpcs,
                virtualNanos - before.virtualNanos,
                wallNanos - before.wallNanos,
                job.outcome());
    }
}

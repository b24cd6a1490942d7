package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.tools.cli.report.JobReport;
import java.util.Optional;

/** Everything that is counted, at one moment. */
public record Tally(
        DriverFigures driver,
        DmaStatistics adapter,
        long interrupts,
        long dpcs,
        long virtualNanos,
        long wallNanos) {

    private static final DmaStatistics NO_ADAPTER = new DmaStatistics("", 0, 0, 0, 0, 0, 0, 0);

    /** Reads all counters. */
    public static Tally of(Kernel kernel, DriverFigures driver) {
        return new Tally(
                driver,
                kernel.dma().statistics().stream().findFirst().orElse(NO_ADAPTER),
                kernel.ke().interruptCount(),
                kernel.ke().dpcCount(),
                kernel.bus().now(),
                System.nanoTime());
    }

    /**
     * What a job has done since {@code before}; what counts the most is of the kernel's whole life.
     */
    public JobReport since(
            Tally before,
            String job,
            StartedDevice device,
            long bytes,
            int bytesPerIrp,
            int bufferOffset,
            String outcome) {
        return new JobReport(
                job,
                device.name(),
                device.driver(),
                bytes,
                driver.requests() - before.driver.requests(),
                driver.operations() - before.driver.operations(),
                adapter.mapTransfers() - before.adapter.mapTransfers(),
                driver.longestOperation(),
                bytesPerIrp,
                bufferOffset,
                adapter.mapRegisters(),
                adapter.mapRegistersPeak(),
                adapter.bouncedBytes() - before.adapter.bouncedBytes(),
                interrupts - before.interrupts,
                dpcs - before.dpcs,
                virtualNanos - before.virtualNanos,
                wallNanos - before.wallNanos,
                Optional.empty(),
                outcome);
    }
}

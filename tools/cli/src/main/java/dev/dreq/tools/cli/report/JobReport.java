package dev.dreq.tools.cli.report;

import java.util.Optional;

/**
 * What a job has done and cost.
 *
 * @param job its name
 * @param device the device on the machine
 * @param driver and its options
 * @param bytes moved for the program
 * @param irps requests to the driver
 * @param operations transfers that the driver asked the device for
 * @param mapTransfers calls of MapTransfer
 * @param longestOperation in bytes
 * @param bytesPerIrp the length of a request; the last one may be shorter
 * @param bufferOffset of the program's buffer in its first page
 * @param mapRegisters what IoGetDmaAdapter granted
 * @param mapRegistersPeak the most that were allocated at a time
 * @param bouncedBytes copied between buffers and map registers
 * @param interrupts calls of service routines
 * @param dpcs calls of deferred routines
 * @param virtualNanos time on the machine
 * @param wallNanos time in the world
 * @param busMaster what only a job through a bus master has
 * @param outcome what came of it, in words
 */
public record JobReport(
        String job,
        String device,
        String driver,
        long bytes,
        long irps,
        long operations,
        long mapTransfers,
        long longestOperation,
        int bytesPerIrp,
        int bufferOffset,
        int mapRegisters,
        int mapRegistersPeak,
        long bouncedBytes,
        long interrupts,
        long dpcs,
        long virtualNanos,
        long wallNanos,
        Optional<BusMasterFigures> busMaster,
        String outcome) {

    /** The same of a job through a bus master. */
    public JobReport with(BusMasterFigures figures) {
        return new JobReport(
                job,
                device,
                driver,
                bytes,
                irps,
                operations,
                mapTransfers,
                longestOperation,
                bytesPerIrp,
                bufferOffset,
                mapRegisters,
                mapRegistersPeak,
                bouncedBytes,
                interrupts,
                dpcs,
                virtualNanos,
                wallNanos,
                Optional.of(figures),
                outcome);
    }
}

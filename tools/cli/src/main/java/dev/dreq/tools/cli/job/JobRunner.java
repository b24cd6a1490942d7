package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.report.JobReport;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Does tasks on a machine. Each gets a kernel of its own that boots, loads the driver and starts
 * the device, so that one task's figures hold nothing of another's.
 */
final class JobRunner {
    private final Site site;
    private final Card card;
    private final DriverChoice driver;

    /**
     * Runs jobs.
     *
     * @param card the device that the driver drives
     */
    JobRunner(Site site, Card card, DriverChoice driver) {
        this.site = site;
        this.card = card;
        this.driver = driver;
    }

    /**
     * Does one task; a bug check and a hang come out as they are.
     *
     * @param done gets each job as it is done
     */
    void run(Task task, Consumer<JobReport> done) throws JobFailure {
        site.boot(kernel -> boot(kernel, task, done));
    }

    /** On success and failure the driver is unloaded; a bug check leaves everything as it was. */
    private void boot(Kernel kernel, Task task, Consumer<JobReport> done) throws JobFailure {
        DriverObject loaded;
        DeviceObject device;
        try {
            loaded =
                    kernel.io()
                            .loadDriver(
                                    driver.type().name(), driver.type().create(driver.settings()));
            device = add(kernel, loaded);
        } catch (StatusException e) {
            throw new JobFailure(
                    "driver %s cannot be loaded: %s".formatted(driver.given(), e.getMessage()), e);
        }
        try {
            start(kernel, device);
            work(kernel, device, task, done);
            kernel.io().unloadDriver(loaded);
        } catch (JobFailure e) {
            unloadAfter(e, kernel, loaded);
            throw e;
        }
    }

    /** A driver that failed may have left anything behind; what failed first is what counts. */
    private void unloadAfter(JobFailure failure, Kernel kernel, DriverObject loaded) {
        try {
            kernel.io().unloadDriver(loaded);
        } catch (VerifierStop stop) {
            site.notes().take(stop);
            failure.addSuppressed(stop);
        }
    }

    private DeviceObject add(Kernel kernel, DriverObject loaded) throws JobFailure {
        return card.addTo(kernel, loaded)
                .orElseThrow(
                        () ->
                                new JobFailure(
                                        "%s does not answer in its PCI slot"
                                                .formatted(card.name())));
    }

    private void start(Kernel kernel, DeviceObject device) throws JobFailure {
        NtStatus status = kernel.io().startDevice(device);
        if (!status.isSuccess()) {
            throw new JobFailure(
                    "driver %s cannot start %s: %s%s"
                            .formatted(
                                    driver.given(),
                                    card.name(),
                                    StatusWords.of(status),
                                    trouble(kernel)));
        }
    }

    private String trouble(Kernel kernel) {
        String dma = card.dmaTrouble(kernel);
        return dma.isEmpty() && !kernel.ke().reports().isEmpty()
                ? "; " + String.join("; ", kernel.ke().reports())
                : dma;
    }

    private void work(Kernel kernel, DeviceObject device, Task task, Consumer<JobReport> done)
            throws JobFailure {
        try {
            task.run(
                    new StartedDevice(kernel, device, card.name(), driver.given().toString()),
                    site.progress(),
                    done);
        } catch (IOException e) {
            throw new JobFailure("%s failed at a file: %s".formatted(task.name(), e), e);
        } finally {
            site.progress().end();
        }
    }
}

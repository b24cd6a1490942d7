package dev.dreq.tools.cli;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs jobs on a machine. Each gets a kernel of its own that boots, loads the driver and starts the
 * device, so that one job's figures hold nothing of another's.
 */
final class JobRunner {
    private final Machine machine;
    private final DeviceNode card;
    private final DriverChoice driver;
    private final KernelOptions options;
    private final Progress progress;
    private final Consumer<String> kernelReports;

    /**
     * Runs jobs.
     *
     * @param card the device that the driver drives
     * @param kernelReports gets what the kernels have to say, such as interrupts that nobody
     *     claimed
     */
    JobRunner(
            Machine machine,
            DeviceNode card,
            DriverChoice driver,
            KernelOptions options,
            Progress progress,
            Consumer<String> kernelReports) {
        this.machine = machine;
        this.card = card;
        this.driver = driver;
        this.options = options;
        this.progress = progress;
        this.kernelReports = kernelReports;
    }

    /** Runs one job; a bug check and a hang come out as they are. */
    JobReport run(FloppyJob job) throws JobFailure {
        try (Kernel kernel = new Kernel(machine.cpu(), options)) {
            try {
                return kernel.<JobReport, JobFailure>run("dreq run", () -> boot(kernel, job));
            } finally {
                kernel.ke().reports().forEach(kernelReports);
            }
        }
    }

    /** On success and failure the driver is unloaded; a bug check leaves everything as it was. */
    private JobReport boot(Kernel kernel, FloppyJob job) throws JobFailure {
        DriverObject loaded;
        DeviceObject device;
        try {
            loaded =
                    kernel.io()
                            .loadDriver(
                                    driver.type().name(), driver.type().create(driver.settings()));
            device = kernel.io().addDevice(loaded, IsaResourceList.of(machine, card));
        } catch (StatusException e) {
            throw new JobFailure(
                    "driver %s cannot be loaded: %s".formatted(driver.given(), e.getMessage()), e);
        }
        try {
            start(kernel, device);
            JobReport report = measure(kernel, device, job);
            kernel.io().unloadDriver(loaded);
            return report;
        } catch (JobFailure e) {
            kernel.io().unloadDriver(loaded);
            throw e;
        }
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
                                    dmaTrouble(kernel)));
        }
    }

    /** What is missing for DMA, if anything is. */
    private String dmaTrouble(Kernel kernel) {
        List<Integer> channels = dmaChannels();
        if (channels.isEmpty()) {
            return "; it was granted no DMA channel";
        }
        if (!IsaResourceList.hasDmaController(machine)) {
            return "; no DMA controller serves its DMA channel %d; add one, such as --device i8237"
                    .formatted(channels.get(0));
        }
        return kernel.dma().refusal().map(why -> "; " + why).orElse("");
    }

    private List<Integer> dmaChannels() {
        return card.grants().stream()
                .filter(Grant.Dma.class::isInstance)
                .map(grant -> ((Grant.Dma) grant).channel())
                .toList();
    }

    private JobReport measure(Kernel kernel, DeviceObject device, FloppyJob job) throws JobFailure {
        String name = "%s drive %s".formatted(card.name(), driver.drive());
        try (FloppyVolume volume = FloppyVolume.open(kernel, device, name, job.name())) {
            Tally before = Tally.of(kernel, volume);
            long bytes = move(job, volume);
            Tally after = Tally.of(kernel, volume);
            return after.since(before, job, card.name(), bytes, volume.bytesPerRequest());
        }
    }

    private long move(FloppyJob job, FloppyVolume volume) throws JobFailure {
        try {
            return job.run(volume, progress);
        } catch (IOException e) {
            throw new JobFailure("%s failed at a file: %s".formatted(job.name(), e), e);
        } finally {
            progress.end();
        }
    }
}

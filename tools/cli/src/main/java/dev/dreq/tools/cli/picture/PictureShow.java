package dev.dreq.tools.cli.picture;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.job.Card;
import dev.dreq.tools.cli.job.DeviceControls;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.StartedDevice;
import dev.dreq.tools.cli.job.StatusWords;
import dev.dreq.tools.cli.job.Task;
import dev.dreq.tools.cli.job.UserMemory;
import dev.dreq.tools.cli.report.JobReport;
import dev.dreq.tools.drivers.DriverType;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sets a mode and moves a picture to the screen, back, or both. The screen is dumped while the
 * driver is still there, also when a job failed.
 */
public final class PictureShow implements Task {
    private final Source source;
    private final String name;
    private final PictureMode mode;
    private final List<PictureJob> jobs;
    private final DriverType driver;
    private final Dump dump;

    /** Has a picture when it is time. */
    public interface Source {
        ScanOut.Picture picture() throws JobFailure;
    }

    /** Takes a screen dump. */
    public interface Dump {
        void take() throws JobFailure;
    }

    /**
     * Shows a picture.
     *
     * @param name of the picture, for the report
     * @param mode one that holds it
     * @param jobs in order; what is read without having been written is what the screen holds
     * @param driver a display driver
     */
    public PictureShow(
            Source source,
            String name,
            PictureMode mode,
            List<PictureJob> jobs,
            DriverType driver,
            Dump dump) {
        this.source = source;
        this.name = name;
        this.mode = mode;
        this.jobs = List.copyOf(jobs);
        this.driver = driver;
        this.dump = dump;
    }

    @Override
    public String name() {
        return jobs.get(0).toString();
    }

    @Override
    public void check(Card card) {
        mode.checkFits(card);
    }

    @Override
    public void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure {
        try {
            show(device, progress, done);
        } catch (JobFailure | RuntimeException e) {
            try {
                dump.take();
            } catch (JobFailure second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        dump.take();
    }

    private void show(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure {
        check("opening " + device.name(), device.kernel().io().create(device.object()).status());
        DisplayRequests display =
                DisplayRequests.of(driver, new DeviceControls(device.kernel(), device.object()));
        check(
                "setting mode %s on %s".formatted(mode, device.name()),
                display.setMode(mode.width(), mode.height(), jobs.get(0) == PictureJob.READ));
        PictureLines lines = new PictureLines(source.picture());
        long buffer =
                UserMemory.allocate(
                        device.kernel(),
                        lines.requestBytes(),
                        Placement.scattered().atOffset(PictureTransfer.BUFFER_OFFSET),
                        name());
        try {
            for (PictureJob job : jobs) {
                done.accept(
                        new PictureTransfer(job, lines, name, mode, device, display, buffer)
                                .run(progress));
            }
        } finally {
            device.kernel().mm().freeVirtualMemory(buffer);
        }
    }

    private static void check(String doing, NtStatus status) throws JobFailure {
        if (!status.isSuccess()) {
            throw new JobFailure("%s failed: %s".formatted(doing, StatusWords.of(status)));
        }
    }
}

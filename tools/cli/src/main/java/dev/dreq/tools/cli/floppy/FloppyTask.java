package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.StartedDevice;
import dev.dreq.tools.cli.job.Tally;
import dev.dreq.tools.cli.job.Task;
import dev.dreq.tools.cli.report.JobReport;
import java.io.IOException;
import java.util.function.Consumer;

/** One job on the floppy in a drive. */
public record FloppyTask(FloppyJob job, String drive) implements Task {

    @Override
    public String name() {
        return job.name();
    }

    @Override
    public void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure, IOException {
        String name = "%s drive %s".formatted(device.name(), drive);
        try (FloppyVolume volume =
                FloppyVolume.open(device.kernel(), device.object(), name, job.name())) {
            Tally before = Tally.of(device.kernel(), volume.figures());
            long bytes = job.run(volume, progress);
            Tally after = Tally.of(device.kernel(), volume.figures());
            done.accept(
                    after.since(
                            before,
                            job.name(),
                            device,
                            bytes,
                            volume.bytesPerRequest(),
                            FloppyVolume.BUFFER_OFFSET,
                            job.outcome()));
        }
    }
}

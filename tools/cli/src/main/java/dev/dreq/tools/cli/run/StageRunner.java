package dev.dreq.tools.cli.run;

import dev.dreq.hal.KernelOptions;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.JobRunner;
import dev.dreq.tools.cli.job.KernelNotes;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.report.JobReport;
import java.util.List;
import java.util.function.Consumer;

/** Runs stages on a machine, each with a kernel of its own. */
record StageRunner(RunOptions options, Target target, Progress progress, KernelNotes notes) {

    /** Refuses stages whose device is missing or cannot do them, before any of them runs. */
    void check(List<Stage> stages) throws JobFailure {
        for (Stage stage : stages) {
            stage.task().check(target.card(stage.driver()));
        }
    }

    /**
     * Runs them in order.
     *
     * @param done gets each job as it is done
     */
    void run(List<Stage> stages, Consumer<JobReport> done) throws JobFailure {
        for (Stage stage : stages) {
            new JobRunner(
                            target,
                            target.card(stage.driver()),
                            stage.driver(),
                            kernel(),
                            progress,
                            notes)
                    .run(stage.task(), done);
        }
    }

    private KernelOptions kernel() {
        return options.verify()
                .in(
                        target.withFirmware(
                                KernelOptions.defaults()
                                        .withDmaMapRegisterLimit(options.mapRegisters())
                                        .withDmaAlignment(options.dmaAlignment())
                                        .withSeed(options.seed())
                                        .withBufferAbove(options.bufferAbove())));
    }
}

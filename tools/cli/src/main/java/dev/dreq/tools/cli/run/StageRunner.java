package dev.dreq.tools.cli.run;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.Machine;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.JobRunner;
import dev.dreq.tools.cli.job.KernelNotes;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.report.JobReport;
import dev.dreq.tools.testkit.Firmware;
import java.util.List;
import java.util.function.Consumer;

/** Runs stages on a machine, each with a kernel of its own. */
record StageRunner(
        RunOptions options, Machine machine, Cards cards, Progress progress, KernelNotes notes) {

    /** Refuses stages whose device is missing or cannot do them, before any of them runs. */
    void check(List<Stage> stages) throws JobFailure {
        for (Stage stage : stages) {
            stage.task().check(cards.of(stage.driver()));
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
                            machine,
                            cards.of(stage.driver()),
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
                        KernelOptions.defaults()
                                .withDmaMapRegisterLimit(options.mapRegisters())
                                .withDmaAlignment(options.dmaAlignment())
                                .withSeed(options.seed())
                                .withBufferAbove(options.bufferAbove())
                                .withIsaInterrupts(Firmware.interrupts(machine))
                                .withSystemDma(Firmware.systemDma(machine)));
    }
}

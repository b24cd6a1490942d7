package dev.dreq.tools.cli.run;

import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.KernelNotes;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.job.Site;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.Plugins;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.picture.Screendump;
import dev.dreq.tools.cli.report.MachineActivity;
import dev.dreq.tools.cli.report.ReportPrinter;
import dev.dreq.tools.cli.report.RunLog;
import dev.dreq.tools.cli.report.RunReport;
import java.io.PrintStream;
import java.util.List;

/** {@code dreq run}: chooses the work, builds a machine, runs the stages on it, and reports. */
public final class RunCommand {
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    /**
     * Prepares the command.
     *
     * @param out for the report
     * @param err for everything else
     * @param progress sees how far a job is
     */
    public RunCommand(PrintStream out, PrintStream err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** Does what was asked; throws {@link BrokenRules} if drivers broke rules on the way. */
    public void run(RunOptions options) throws JobFailure {
        KernelNotes notes = new KernelNotes();
        try {
            run(options, notes);
        } catch (JobFailure | RuntimeException e) {
            if (notes.violations().isEmpty()) {
                throw e;
            }
            throw new BrokenRules(notes.violations(), e);
        }
        if (!notes.violations().isEmpty()) {
            throw new BrokenRules(notes.violations(), null);
        }
    }

    private void run(RunOptions options, KernelNotes notes) throws JobFailure {
        PluginCatalog catalog = Plugins.catalog(options.pluginPath(), err);
        Screendump screendump = Screendump.to(WorkChoice.screen(options));
        MachineActivity activity = new MachineActivity();
        RunLog log = new RunLog();
        MachineAssembly assembly = new MachineAssembly(options, catalog, activity);
        try (Work work = WorkChoice.of(options, screendump);
                LateFaults late = new LateFaults(err);
                Target machine = assembly.build(work.devices())) {
            assembly.check(machine);
            screendump.checkShown(machine);
            Site site = new Site(machine, assembly.kernel(machine), progress, notes);
            List<Stage> stages = work.stages(machine);
            for (Stage stage : stages) {
                stage.check(site);
            }
            try {
                for (Stage stage : stages) {
                    stage.run(site, log);
                }
            } finally {
                try {
                    screendump.take(machine);
                } finally {
                    report(options, machine, activity, log, screendump, notes);
                    late.begin(machine);
                }
            }
        }
    }

    private void report(
            RunOptions options,
            Target machine,
            MachineActivity activity,
            RunLog log,
            Screendump screendump,
            KernelNotes notes) {
        RunReport report =
                new RunReport(
                        options.memory(),
                        options.coherent(),
                        options.seed(),
                        machine.devices(),
                        activity,
                        log,
                        notes.reports(),
                        screendump.written(),
                        notes.violations());
        ReportPrinter printer = new ReportPrinter(out, err);
        if (options.json()) {
            printer.json(report);
        } else {
            printer.text(report);
        }
    }
}

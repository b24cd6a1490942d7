package dev.dreq.tools.cli.job;

import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.report.RunLog;

/** A driver, and the task for which it is loaded. */
public record DriverStage(DriverChoice driver, Task task) implements Stage {

    @Override
    public void check(Site site) throws JobFailure {
        task.check(site.machine().card(driver));
    }

    @Override
    public void run(Site site, RunLog log) throws JobFailure {
        new JobRunner(site, site.machine().card(driver), driver).run(task, log::add);
    }
}

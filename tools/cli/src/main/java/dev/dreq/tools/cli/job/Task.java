package dev.dreq.tools.cli.job;

import dev.dreq.tools.cli.report.JobReport;
import java.io.IOException;
import java.util.function.Consumer;

/** What a kernel is booted for: a job, or several on a device that stays started. */
public interface Task {

    /** What it is called in messages. */
    String name();

    /** Refuses a device that cannot do it, before anything is done. */
    default void check(Card card) {}

    /**
     * Does it.
     *
     * @param done gets each job as it is done
     */
    void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure, IOException;
}

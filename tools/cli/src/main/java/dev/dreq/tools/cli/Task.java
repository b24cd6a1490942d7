package dev.dreq.tools.cli;

import java.io.IOException;
import java.util.function.Consumer;

/** What a kernel is booted for: a job, or several on a device that stays started. */
interface Task {

    /** What it is called in messages. */
    String name();

    /**
     * Does it.
     *
     * @param done gets each job as it is done
     */
    void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure, IOException;
}

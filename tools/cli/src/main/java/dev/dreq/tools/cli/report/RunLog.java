package dev.dreq.tools.cli.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was done in a run, in order. A stage that failed is not in it. */
public final class RunLog {
    private final List<JobReport> jobs = new ArrayList<>();
    private final List<ProbeReport> probes = new ArrayList<>();

    /** Adds a job that is done. */
    public void add(JobReport job) {
        jobs.add(job);
    }

    /** Adds a device that was looked at. */
    public void add(ProbeReport probe) {
        probes.add(probe);
    }

    /** The jobs that are done. */
    public List<JobReport> jobs() {
        return Collections.unmodifiableList(jobs);
    }

    /** The devices that were looked at. */
    public List<ProbeReport> probes() {
        return Collections.unmodifiableList(probes);
    }
}

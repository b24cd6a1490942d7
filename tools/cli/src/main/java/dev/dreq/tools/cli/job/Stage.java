package dev.dreq.tools.cli.job;

import dev.dreq.tools.cli.report.RunLog;

/** A step of a run. */
public interface Stage {

    /** Refuses a machine that lacks what it needs, before any stage runs. */
    void check(Site site) throws JobFailure;

    /** Does it; {@code log} gets what was done. */
    void run(Site site, RunLog log) throws JobFailure;
}

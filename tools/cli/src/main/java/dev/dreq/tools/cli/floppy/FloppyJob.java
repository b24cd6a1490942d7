package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import java.io.IOException;

/** Something to do with a whole floppy. */
interface FloppyJob {

    /** What it is called in the report. */
    String name();

    /** Does it; returns the bytes moved. */
    long run(FloppyVolume volume, Progress progress) throws JobFailure, IOException;

    /** What came of it, in words, once it is done. */
    String outcome();
}

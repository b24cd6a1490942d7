package dev.dreq.tools.cli.job;

import dev.dreq.tools.cli.line.DeviceList;
import java.util.List;

/** What a run consists of. */
public interface Work extends AutoCloseable {

    /** What to build the machine of. */
    DeviceList devices();

    /** What to do on it, in order. */
    List<Stage> stages(Target target);

    /** Lets go of the files; what is not complete goes away. */
    @Override
    void close() throws JobFailure;
}

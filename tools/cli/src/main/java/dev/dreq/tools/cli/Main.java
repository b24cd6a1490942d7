package dev.dreq.tools.cli;

import dev.dreq.tools.cli.job.Progress;
import java.io.PrintStream;

/** The {@code dreq} command. */
public final class Main {

    private Main() {}

    /** Runs the command line and exits with its status. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // pictures need no window system
        Progress progress = Terminal.isThere() ? Progress.on(System.err) : Progress.NONE;
        System.exit(run(args, System.out, System.err, progress));
    }

    /**
     * Runs a command line in this process.
     *
     * @param out for what was asked for
     * @param err for everything else
     * @return 0 if all went well, 1 if a job failed, 2 for bad usage
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, Progress.NONE);
    }

    /** As above, with somebody who sees how far a job is. */
    static int run(String[] args, PrintStream out, PrintStream err, Progress progress) {
        return new Dispatch(out, err, progress).run(args);
    }
}

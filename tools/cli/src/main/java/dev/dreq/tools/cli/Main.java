package dev.dreq.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code dreq} command. */
@Command(
        name = "dreq",
        mixinStandardHelpOptions = true,
        version = "dreq 0.1.0-SNAPSHOT",
        description = "Emulates a machine for the DMA path of device drivers.")
public final class Main implements Runnable {
    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}

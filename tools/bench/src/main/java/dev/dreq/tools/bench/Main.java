package dev.dreq.tools.bench;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dreq bench}: measures, and prints each figure beside its limit. */
@Command(
        name = "dreq bench",
        description = "Measures what Dreq costs, each figure beside its limit in the same run.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    @Option(names = "--quick", description = "short iterations: under two minutes, wider spread")
    private boolean quick;

    @Option(names = "--json", description = "print the figures as JSON")
    private boolean json;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "measure the benchmarks in whose names this is found")
    private String only = ".*";

    @Option(names = "--verbose", description = "show JMH's own account of each iteration")
    private boolean verbose;

    private Main() {}

    /** Runs the command line and exits: 0 if all was measured, 1 if a benchmark failed. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(
                (thrown, on, parsed) -> {
                    System.err.println("dreq bench: " + rootCause(thrown));
                    return 1;
                });
        System.exit(line.execute(args));
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void run() {
        Measurement measurement = new Measurement(only, quick);
        List<Claim> claims = measurement.claims();
        if (claims.isEmpty()) {
            throw new IllegalArgumentException(
                    "no benchmark's name has \"%s\" in it".formatted(only));
        }
        try {
            List<Figure> figures =
                    Figure.of(
                            claims,
                            measurement.run(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT));
            System.out.print(json ? FigureJson.of(figures) : FigureTable.of(figures));
        } catch (RunnerException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}

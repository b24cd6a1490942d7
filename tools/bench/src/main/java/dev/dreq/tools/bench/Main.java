package dev.dreq.tools.bench;

import dev.dreq.tools.bench.process.Processes;
import dev.dreq.tools.bench.scaling.Curves;
import dev.dreq.tools.bench.wire.WireSpeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
public final class Main implements Callable<Integer> {

    /** Where the launcher says that it is. */
    private static final String COMMAND = "DREQ_COMMAND";

    private static final String SCALING = "\\.scaling\\.";
    private static final String NONE = "^$";

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

    @Option(
            names = "--curves",
            paramLabel = "FOLDER",
            description = "measure instead how cost grows with size, and draw it into a folder")
    private @Nullable Path curves;

    @Option(names = "--processes", description = "measure instead whole processes of dreq")
    private boolean processes;

    @Option(
            names = "--wire",
            description = "measure instead qtest and QMP, beside the installed QEMU")
    private boolean wire;

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
    public Integer call() throws RunnerException, IOException, InterruptedException {
        VerboseMode verbosity = verbose ? VerboseMode.NORMAL : VerboseMode.SILENT;
        if (curves != null) {
            System.setProperty("java.awt.headless", "true");
            System.out.print(
                    Curves.draw(new Measurement(SCALING, NONE, quick).run(verbosity), curves));
            return 0;
        }
        return processes || wire ? comparePrograms() : compareClaims(verbosity);
    }

    private int comparePrograms() throws IOException, InterruptedException {
        String command = System.getenv(COMMAND);
        if (command == null) {
            System.err.printf("dreq bench: %s does not say where dreq is%n", COMMAND);
            return 2;
        }
        Path dreq = Path.of(command);
        if (wire) {
            Path qemu = dreq.resolveSibling("qemu-system-x86_64");
            WireSpeed speed = new WireSpeed(qemu, quick ? 3 : 11, quick ? 100 : 500);
            System.out.print(FigureTable.of(speed.run()));
        } else {
            Processes pairs = new Processes(dreq, quick ? 5 : 21);
            System.out.print(FigureTable.of(pairs.run()));
            System.out.println(pairs.resident());
        }
        return 0;
    }

    private int compareClaims(VerboseMode verbosity) throws RunnerException, IOException {
        Measurement measurement = new Measurement(only, SCALING, quick);
        List<Claim> claims = measurement.claims();
        if (claims.isEmpty()) {
            System.err.printf("dreq bench: no benchmark's name has \"%s\" in it%n", only);
            return 2;
        }
        List<Figure> figures = Figure.of(claims, measurement.run(verbosity));
        System.out.print(json ? FigureJson.of(figures) : FigureTable.of(figures));
        return 0;
    }
}

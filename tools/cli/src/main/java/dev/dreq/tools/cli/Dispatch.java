package dev.dreq.tools.cli;

import dev.dreq.tools.cli.devices.DevicesCommand;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Progress;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.rules.RulesCommand;
import dev.dreq.tools.cli.run.RunCommand;
import dev.dreq.tools.cli.scaffold.NewCommand;
import dev.dreq.tools.cli.trace.TraceCommand;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Understands a command line, has it done, and answers with a status whatever goes wrong. */
final class Dispatch {
    private static final String UNPACKAGED = "(unpackaged)";

    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    Dispatch(PrintStream out, PrintStream err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    int run(String[] args) {
        try {
            dispatch(args);
            return ExitStatus.OK;
        } catch (JobFailure | RuntimeException | Error thrown) {
            Failure failure = Failure.of(thrown);
            err.println("dreq: " + failure.words());
            if (Arrays.asList(args).contains(Syntax.DEBUG)) {
                thrown.printStackTrace(err);
            }
            return failure.status();
        }
    }

    private void dispatch(String[] args) throws JobFailure {
        ParseResult parsed = Syntax.commandLine().parseArgs(args);
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        CommandLine line = command.commandSpec().commandLine();
        if (parsed.isVersionHelpRequested()) {
            out.println("dreq " + version());
            return;
        }
        if (command.isUsageHelpRequested() || command == parsed) {
            line.usage(out);
            return;
        }
        switch (line.getCommandName()) {
            case Syntax.RUN ->
                    Recorder.of(command, err)
                            .record(
                                    () ->
                                            new RunCommand(out, err, progress)
                                                    .run(RunOptions.of(command)));
            case Syntax.DEVICES -> new DevicesCommand(out, err).run(command);
            case Syntax.RULES -> new RulesCommand(out).run(command);
            case Syntax.TRACE -> new TraceCommand(out, err).run(command);
            case Syntax.NEW -> new NewCommand(out).run(command);
            default -> throw new IllegalStateException("command " + line.getCommandName());
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKAGED : version;
    }
}

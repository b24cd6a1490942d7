package dev.dreq.tools.cli;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.KernelHang;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.cli.run.BrokenRules;
import dev.dreq.tools.remote.client.QtestException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What to tell the caller of something that went wrong.
 *
 * @param words for people; one line, save for a hang, which has one for each thread that waits
 * @param status to exit with
 */
record Failure(String words, int status) {

    /** Puts something thrown into words. */
    static Failure of(Throwable thrown) {
        if (thrown instanceof ParameterException e) {
            return new Failure(syntax(e), ExitStatus.BAD_USAGE);
        } else if (thrown instanceof UsageException || thrown instanceof ConfigurationException) {
            return new Failure(oneLine(thrown), ExitStatus.BAD_USAGE);
        } else if (thrown instanceof JobFailure || thrown instanceof QtestException) {
            return new Failure(oneLine(thrown), ExitStatus.FAILED);
        } else if (thrown instanceof BrokenRules) {
            return new Failure(thrown.getMessage() + besides(thrown), ExitStatus.BROKEN_RULE);
        } else if (thrown instanceof BugCheck) {
            return new Failure("the driver broke a rule: " + oneLine(thrown), ExitStatus.FAILED);
        } else if (thrown instanceof KernelHang e) {
            return new Failure(
                    "the driver hangs, and nothing is pending that could end a wait:\n  "
                            + String.join("\n  ", e.waits()),
                    ExitStatus.FAILED);
        } else if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    "the memory of the JVM is used up (%s); give more, such as DREQ_JAVA_OPTS=-Xmx4g"
                            .formatted(oneLine(thrown)),
                    ExitStatus.FAILED);
        }
        return new Failure(
                "an error within dreq: %s (%s shows where)".formatted(thrown, Syntax.DEBUG),
                ExitStatus.FAILED);
    }

    /** What else ended a run in which rules were broken. */
    private static String besides(Throwable broken) {
        Throwable end = broken.getCause();
        return end == null || end instanceof VerifierStop ? "" : "\ndreq: " + of(end).words();
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String syntax(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return "%s needs a value: %s %s"
                    .formatted(option.longestName(), option.longestName(), option.paramLabel());
        }
        if (e instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return "%s is given more than once; give it once".formatted(option.longestName());
        }
        return oneLine(e);
    }

    private static String unmatched(String argument, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ");
        if (argument.startsWith("-")) {
            List<String> options =
                    command.getCommandSpec().options().stream()
                            .map(OptionSpec::longestName)
                            .toList();
            return "%s has no option %s; the options are %s"
                    .formatted(name, argument, String.join(", ", options));
        }
        return command.getSubcommands().isEmpty()
                ? "%s takes no argument '%s'; see %s --help".formatted(name, argument, name)
                : "%s has no command %s; the commands are %s"
                        .formatted(
                                name,
                                argument,
                                String.join(", ", command.getSubcommands().keySet()));
    }
}

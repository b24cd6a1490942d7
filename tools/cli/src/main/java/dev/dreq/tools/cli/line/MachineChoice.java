package dev.dreq.tools.cli.line;

import dev.dreq.tools.remote.client.QtestAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Which machine a run works on.
 *
 * @param server where a remote one is; only of kind {@code QTEST}
 */
public record MachineChoice(Kind kind, Optional<QtestAddress> server) {
    private static final String QEMU = "qemu";
    private static final String QTEST = "qtest:";

    /** Kinds of machines. */
    public enum Kind {
        /** One that this process emulates. */
        OWN,
        /** A QEMU that is started for the run. */
        QEMU,
        /** One that listens already. */
        QTEST
    }

    /** Reads the option, and refuses others that a remote machine has no use for. */
    static MachineChoice of(ParseResult given) {
        @Nullable String text = given.matchedOptionValue(Syntax.MACHINE, (String) null);
        if (text == null) {
            return new MachineChoice(Kind.OWN, Optional.empty());
        }
        refuse(given, text, Syntax.COHERENT);
        if (text.equals(QEMU)) {
            return new MachineChoice(Kind.QEMU, Optional.empty());
        }
        if (!text.startsWith(QTEST)) {
            throw new UsageException(
                    "%s %s is not possible; it takes qemu, qtest:unix:PATH or qtest:tcp:HOST:PORT"
                            .formatted(Syntax.MACHINE, text));
        }
        refuse(given, text, Syntax.MEMORY);
        refuse(given, text, Syntax.DEVICE);
        return new MachineChoice(Kind.QTEST, Optional.of(address(text)));
    }

    private static QtestAddress address(String text) {
        try {
            return new QtestAddress(text.substring(QTEST.length()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "%s %s: %s".formatted(Syntax.MACHINE, text, e.getMessage()), e);
        }
    }

    private static void refuse(ParseResult given, String machine, String option) {
        if (given.hasMatchedOption(option)) {
            throw new UsageException(
                    "%s is for the machine that dreq emulates%s; %s %s is as it is"
                            .formatted(
                                    option,
                                    option.equals(Syntax.COHERENT) ? "" : " or starts",
                                    Syntax.MACHINE,
                                    machine));
        }
    }

    /** Where the remote one is. */
    public QtestAddress address() {
        return server.orElseThrow();
    }
}

package dev.dreq.tools.cli.trace;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.line.InputFile;
import dev.dreq.tools.cli.line.OutputFile;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code dreq trace}: a recording as a table or a timeline. */
public final class TraceCommand {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Prepares the command.
     *
     * @param out for what was asked for
     * @param err for everything else
     */
    public TraceCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Does what was asked. */
    public void run(ParseResult given) throws JobFailure {
        if (!given.hasMatchedPositional(0)) {
            throw new UsageException(
                    "dreq trace needs a recording; make one with dreq run --record");
        }
        Path file = InputFile.path(Syntax.TRACE, given.matchedPositionalValue(0, ""));
        Recording recording = new Recording(file);
        EventFilter filter = filter(given);
        @Nullable String timeline = given.matchedOptionValue(Syntax.PERFETTO, (String) null);
        try {
            Recording.Outcome outcome =
                    timeline == null
                            ? table(recording, filter, given.hasMatchedOption(Syntax.VIRTUAL))
                            : timeline(recording, filter, timeline);
            if (!outcome.complete()) {
                err.println("dreq: the flight recorder lost events; record a shorter run");
            }
        } catch (RecordingException e) {
            throw new UsageException(Objects.toString(e.getMessage()), e);
        } catch (IOException e) {
            throw new JobFailure("dreq trace %s failed at a file: %s".formatted(file, e), e);
        }
    }

    private Recording.Outcome table(Recording recording, EventFilter filter, boolean virtualOnly)
            throws IOException {
        Recording.Outcome outcome = recording.table(filter, virtualOnly, out);
        if (outcome.events() == 0) {
            err.println("dreq: no event passes the filter");
        }
        return outcome;
    }

    private Recording.Outcome timeline(Recording recording, EventFilter filter, String name)
            throws IOException {
        Path place = InputFile.path(Syntax.PERFETTO, name);
        if (InputFile.same(place, recording.file())) {
            throw new UsageException(
                    "%s %s is the recording itself; give another file"
                            .formatted(Syntax.PERFETTO, place));
        }
        try (OutputFile file = OutputFile.at(Syntax.PERFETTO, place);
                OutputStream stream = new BufferedOutputStream(stream(file))) {
            Recording.Outcome outcome = recording.timeline(filter, stream);
            stream.flush();
            file.complete();
            out.printf(
                    "%s: %,d events; open it in https://ui.perfetto.dev or chrome://tracing%n",
                    place, outcome.events());
            return outcome;
        }
    }

    private static OutputStream stream(OutputFile file) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(Arrays.copyOfRange(bytes, offset, offset + length), length);
            }
        };
    }

    private static EventFilter filter(ParseResult given) {
        return new EventFilter(
                given.matchedOptionValue(Syntax.DEVICE, List.of()),
                given.matchedOptionValue(Syntax.DRIVER, List.of()),
                given.matchedOptionValue(Syntax.KIND, List.<String>of()).stream()
                        .map(TraceCommand::kind)
                        .toList(),
                time(given, Syntax.FROM, 0),
                time(given, Syntax.TO, Long.MAX_VALUE));
    }

    private static EventKind kind(String word) {
        return EventKind.of(word)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s %s is not possible; the kinds are %s"
                                                .formatted(
                                                        Syntax.KIND,
                                                        word,
                                                        Arrays.stream(EventKind.values())
                                                                .map(EventKind::word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static long time(ParseResult given, String option, long otherwise) {
        @Nullable String text = given.matchedOptionValue(option, (String) null);
        return text == null
                ? otherwise
                : VirtualTime.parse(text)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "%s %s is not possible; it takes a virtual time such as 1.5ms, in ns, us, ms or s"
                                                        .formatted(option, text)));
    }
}

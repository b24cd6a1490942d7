package dev.dreq.tools.cli;

import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.line.InputFile;
import dev.dreq.tools.cli.line.OutputFile;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.trace.EventKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Records what happens in a run, however that ends. */
final class Recorder {
    private final Optional<Path> file;
    private final PrintStream err;

    private Recorder(Optional<Path> file, PrintStream err) {
        this.file = file;
        this.err = err;
    }

    /** What is recorded. */
    interface Run {

        /** Does it. */
        void run() throws JobFailure;
    }

    /** Looks at the place of {@code --record}; without one nothing is recorded. */
    static Recorder of(ParseResult given, PrintStream err) {
        @Nullable String text = given.matchedOptionValue(Syntax.RECORD, (String) null);
        Optional<Path> file =
                Optional.ofNullable(text).map(name -> InputFile.path(Syntax.RECORD, name));
        file.ifPresent(place -> OutputFile.at(Syntax.RECORD, place));
        return new Recorder(file, err);
    }

    /** Does the run; what it throws goes on when the recording is written. */
    void record(Run run) throws JobFailure {
        if (file.isEmpty()) {
            run.run();
            return;
        }
        if (!FlightRecorder.isAvailable()) {
            throw new JobFailure(
                    "%s is not possible: this JVM has no flight recorder".formatted(Syntax.RECORD));
        }
        try (Recording recording = new Recording()) {
            for (EventKind kind : EventKind.values()) {
                recording.enable(kind.event());
            }
            recording.enable(EventKind.LOST);
            recording.setName("dreq run");
            recording.start();
            try {
                run.run();
            } catch (JobFailure | RuntimeException | Error failed) {
                writeBeside(recording, file.get());
                throw failed;
            }
            write(recording, file.get());
        }
    }

    private static void write(Recording recording, Path place) throws JobFailure {
        recording.stop();
        try {
            recording.dump(place);
        } catch (IOException e) {
            throw new JobFailure(
                    "%s %s cannot be written: %s".formatted(Syntax.RECORD, place, e), e);
        }
    }

    /** The run's failure is what is told in the end. */
    private void writeBeside(Recording recording, Path place) {
        try {
            write(recording, place);
        } catch (JobFailure e) {
            err.println("dreq: " + e.getMessage());
        }
    }
}

package dev.dreq.tools.testkit.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** Records what happens on a machine, if the JVM can. */
final class FlightRecording implements AutoCloseable {

    /** What {@code dreq run --record} records. */
    private static final List<String> EVENTS =
            List.of(
                    "dreq.RegisterAccess",
                    "dreq.DmaTransfer",
                    "dreq.BusError",
                    "dreq.DmaRequest",
                    "dreq.InterruptLine",
                    "dreq.InterruptMessage",
                    "dreq.GuestError",
                    "dreq.DeviceFault",
                    "dreq.IrpDispatch",
                    "dreq.IrpCompletion",
                    "dreq.Interrupt",
                    "dreq.Dpc",
                    "dreq.DmaOperation",
                    "dreq.DmaMapping",
                    "dreq.MapRegisters",
                    "dreq.IrqlChange",
                    "dreq.RuleViolation",
                    "jdk.DataLoss");

    private final Optional<Recording> recording;

    private FlightRecording(Optional<Recording> recording) {
        this.recording = recording;
    }

    /** Begins to record. */
    static FlightRecording start(String name) {
        if (!FlightRecorder.isAvailable()) {
            return new FlightRecording(Optional.empty());
        }
        Recording recording = new Recording();
        EVENTS.forEach(recording::enable);
        recording.setName(name);
        recording.start();
        return new FlightRecording(Optional.of(recording));
    }

    /** Ends it, and writes it to a file. */
    void dump(Path file) throws IOException {
        if (recording.isPresent()) {
            recording.get().stop();
            recording.get().dump(file);
        }
    }

    /** Forgets it. */
    @Override
    public void close() {
        recording.ifPresent(Recording::close);
    }
}

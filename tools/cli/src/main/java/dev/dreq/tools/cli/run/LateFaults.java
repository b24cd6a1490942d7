package dev.dreq.tools.cli.run;

import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.report.DeviceSummary;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of devices that fail behind the report, when their machine is closed. */
final class LateFaults implements AutoCloseable {
    private final PrintStream err;
    private final Set<String> well = new HashSet<>();
    private @Nullable Target machine;

    LateFaults(PrintStream err) {
        this.err = err;
    }

    /** Notes which devices are well; called when the report is printed. */
    void begin(Target reported) {
        machine = reported;
        for (DeviceSummary device : reported.devices()) {
            if (device.fault().isEmpty()) {
                well.add(device.name());
            }
        }
    }

    /** Called when the machine is closed. */
    @Override
    public void close() {
        if (machine == null) {
            return;
        }
        for (DeviceSummary device : machine.devices()) {
            if (well.contains(device.name())) {
                device.fault()
                        .ifPresent(
                                fault ->
                                        err.println(
                                                "dreq: device %s failed when it was closed: %s"
                                                        .formatted(device.name(), fault)));
            }
        }
    }
}

package dev.dreq.tools.cli.run;

import dev.dreq.machine.DeviceNode;
import java.io.PrintStream;
import java.util.List;

/** Tells of devices that fail behind the report, when their machine is closed. */
final class LateFaults implements AutoCloseable {
    private final PrintStream err;
    private List<DeviceNode> well = List.of();

    LateFaults(PrintStream err) {
        this.err = err;
    }

    /** Notes which devices are well; called when the report is printed. */
    void begin(List<DeviceNode> devices) {
        well = devices.stream().filter(device -> device.fault().isEmpty()).toList();
    }

    /** Called when the machine is closed. */
    @Override
    public void close() {
        for (DeviceNode device : well) {
            device.faultReport()
                    .ifPresent(
                            fault ->
                                    err.println(
                                            "dreq: device %s failed when it was closed: %s"
                                                    .formatted(device.name(), fault)));
        }
    }
}

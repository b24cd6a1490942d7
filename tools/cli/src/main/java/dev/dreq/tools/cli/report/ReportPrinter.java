package dev.dreq.tools.cli.report;

import java.io.PrintStream;

/**
 * Prints how a run went.
 *
 * @param out gets the report
 * @param err gets what a report for programs does not hold
 */
public record ReportPrinter(PrintStream out, PrintStream err) {

    /** Prints a report for people. */
    public void text(RunReport report) {
        out.print(TextReport.of(report));
    }

    /** Prints a report for programs, and for people which devices failed. */
    public void json(RunReport report) {
        out.println(JsonReport.of(report));
        for (DeviceSummary device : report.devices()) {
            device.fault()
                    .ifPresent(
                            fault ->
                                    err.println(
                                            "dreq: device %s failed and was cut off: %s"
                                                    .formatted(device.name(), fault)));
        }
    }
}

package dev.dreq.tools.cli.report;

import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.cli.text.TextTable;
import java.util.Locale;

/** A report for people. */
final class TextReport {
    private static final double NANOS = 1e9;

    private TextReport() {}

    /** The machine, its devices, and each job with its figures. */
    static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append("machine\n").append(machine(report));
        for (ProbeReport probe : report.log().probes()) {
            text.append('\n').append(ProbeText.of(probe, report.activity()));
        }
        for (JobReport job : report.log().jobs()) {
            text.append('\n').append(job.job()).append('\n').append(figures(job));
        }
        report.screendump()
                .ifPresent(file -> text.append("\nscreen dump\n  ").append(file).append('\n'));
        for (String said : report.kernelReports()) {
            text.append("\nkernel: ").append(said).append('\n');
        }
        return text.append(ViolationText.of(report.violations())).toString();
    }

    private static TextTable machine(RunReport report) {
        TextTable table = new TextTable("  ");
        table.row(
                "memory",
                Quantity.formatSize(report.memory()) + (report.coherent() ? "" : ", not coherent"));
        table.row("seed", Long.toString(report.seed()));
        for (DeviceSummary device : report.devices()) {
            table.row(device.name(), device.granted());
            report.activity().of(device.name()).lines().forEach(line -> table.row("", line));
            device.fault().ifPresent(fault -> table.row("", "FAILED and was cut off: " + fault));
            if (device.guestErrors() > 0) {
                table.row("", number(device.guestErrors()) + " guest errors");
            }
        }
        return table;
    }

    private static TextTable figures(JobReport job) {
        TextTable table =
                new TextTable("  ")
                        .row("result", job.outcome())
                        .row("device", job.device())
                        .row("driver", job.driver())
                        .row("bytes", number(job.bytes()))
                        .row(
                                "IRPs",
                                "%s of %s bytes, at offset %s of the buffer's first page"
                                        .formatted(
                                                number(job.irps()),
                                                number(job.bytesPerIrp()),
                                                number(job.bufferOffset())))
                        .row(
                                "operations",
                                "%s, the longest of %s bytes; %s MapTransfers"
                                        .formatted(
                                                number(job.operations()),
                                                number(job.longestOperation()),
                                                number(job.mapTransfers())))
                        .row(
                                "map registers",
                                "%d granted, %d used at a time"
                                        .formatted(job.mapRegisters(), job.mapRegistersPeak()))
                        .row("bounced bytes", number(job.bouncedBytes()))
                        .row(
                                "interrupts",
                                "%s, %s DPCs"
                                        .formatted(number(job.interrupts()), number(job.dpcs())))
                        .row(
                                "virtual time",
                                "%s s%s".formatted(seconds(job.virtualNanos()), rate(job)))
                        .row("wall time", seconds(job.wallNanos()) + " s");
        job.busMaster()
                .ifPresent(
                        only ->
                                table.row(
                                        "bus master",
                                        "%s calls of VideoPortStartDma, %s ranges, at most %s bytes an operation"
                                                .formatted(
                                                        number(only.startDmaCalls()),
                                                        number(only.sgElements()),
                                                        number(only.maximumLength()))));
        return table;
    }

    private static String rate(JobReport job) {
        return job.virtualNanos() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %,.1f KB/s",
                        job.bytes() / 1000.0 / (job.virtualNanos() / NANOS));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%,.3f", nanos / NANOS);
    }
}

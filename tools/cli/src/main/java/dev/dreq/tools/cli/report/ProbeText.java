package dev.dreq.tools.cli.report;

import dev.dreq.tools.cli.report.ProbeReport.Reading;
import dev.dreq.tools.cli.text.TextTable;
import java.util.Locale;

/** A device that was looked at, for people. */
final class ProbeText {

    private ProbeText() {}

    static String of(ProbeReport probe, MachineActivity machine) {
        DeviceActivity activity = machine.of(probe.device().name());
        TextTable figures =
                new TextTable("  ")
                        .row("what it is", probe.device().type().summary())
                        .row("has", String.join(", ", probe.resources()))
                        .row("accesses", activity.accesses())
                        .row("DMA", activity.dma())
                        .row("interrupts", String.format(Locale.ROOT, "%,d", activity.interrupts()))
                        .row("registers", registers(probe));
        return "%s\n%s%s".formatted(probe.device().name(), figures, table(probe));
    }

    private static String registers(ProbeReport probe) {
        if (probe.registers().isEmpty()) {
            return "none declared";
        }
        long left = probe.registers().stream().filter(r -> r.value().isEmpty()).count();
        return left == 0
                ? "each was read once"
                : "each was read once, but %d whose reads may have effects".formatted(left);
    }

    private static TextTable table(ProbeReport probe) {
        TextTable table = new TextTable("    ");
        for (Reading register : probe.registers()) {
            table.row(register.place(), register.name(), register.text());
        }
        return table;
    }
}

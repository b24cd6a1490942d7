package dev.dreq.tools.bench;

import java.util.List;
import java.util.Locale;

/** Figures as a Markdown table that can be read as it is. */
final class FigureTable {

    private static final String ROW = "| %-52s | %14s | %14s | %8s | %7s | %12s | %5s | %9s |%n";

    private FigureTable() {}

    static String of(List<Figure> figures) {
        StringBuilder table = new StringBuilder();
        table.append(
                ROW.formatted(
                        "what", "time", "limit", "ratio", "+-", "target", "kept", "bytes/op"));
        table.append(ROW.formatted("---", "--:", "--:", "--:", "--:", "--:", "---", "--:"));
        figures.forEach(figure -> table.append(row(figure)));
        return table.toString();
    }

    private static String row(Figure figure) {
        return ROW.formatted(
                (figure.claim().what() + " " + figure.parameters()).strip(),
                time(figure.nanos()),
                time(figure.limitNanos()),
                ratio(figure.ratio()),
                "%.0f%%".formatted(figure.spread() * 100),
                target(figure.claim()),
                figure.kept() ? "yes" : "NO",
                "%.0f".formatted(figure.bytes()));
    }

    private static String target(Claim claim) {
        if (Double.isNaN(claim.bound())) {
            return "-";
        }
        return (claim.sense() == Claim.Sense.AT_MOST ? "<= " : ">= ") + ratio(claim.bound());
    }

    private static String ratio(double ratio) {
        return String.format(
                Locale.ROOT, ratio < 0.1 ? "%.4f" : ratio < 10 ? "%.2f" : "%.0f", ratio);
    }

    private static String time(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%.2f ns", nanos);
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.2f us", nanos / 1e3);
        }
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}

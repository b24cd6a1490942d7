package dev.dreq.tools.bench.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.openjdk.jmh.results.RunResult;

/** Draws how cost grows with size: a PNG file for each benchmark class. */
public final class Curves {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private Curves() {}

    /** Draws the results into a folder, which is made; returns a table of them. */
    public static String draw(Collection<RunResult> results, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Map<Integer, Double>> curves = new TreeMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
            int size =
                    Integer.parseInt(
                            result.getParams()
                                    .getParam(
                                            result.getParams().getParamsKeys().iterator().next()));
            curves.computeIfAbsent(type, any -> new TreeMap<>())
                    .put(size, result.getPrimaryResult().getScore());
        }
        StringBuilder table = new StringBuilder();
        for (Map.Entry<String, Map<Integer, Double>> curve : curves.entrySet()) {
            table.append(draw(curve.getKey(), curve.getValue(), folder));
        }
        return table.toString();
    }

    private static String draw(String type, Map<Integer, Double> curve, Path folder)
            throws IOException {
        Grows shown = shown(type);
        if (shown.each()) {
            curve.replaceAll((size, time) -> time / size);
        }
        String name = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(shown.what())
                        .xAxisTitle(shown.with())
                        .yAxisTitle("nanoseconds")
                        .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setLegendVisible(false);
        List<Integer> sizes = new ArrayList<>(curve.keySet());
        List<Double> times = new ArrayList<>(curve.values());
        chart.addSeries(shown.what(), sizes, times);
        BitmapEncoder.saveBitmap(
                chart, folder.resolve(name).toString(), BitmapEncoder.BitmapFormat.PNG);
        StringBuilder lines =
                new StringBuilder("%s, by %s%n".formatted(shown.what(), shown.with()));
        curve.forEach(
                (size, time) ->
                        lines.append(
                                String.format(Locale.ROOT, "%,12d  %,14.1f ns%n", size, time)));
        return lines.toString();
    }

    private static Grows shown(String type) {
        try {
            Grows shown = Class.forName(type).getAnnotation(Grows.class);
            if (shown == null) {
                throw new IllegalStateException(type + " does not say what it shows");
            }
            return shown;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a benchmark's class is not there: " + type, e);
        }
    }
}

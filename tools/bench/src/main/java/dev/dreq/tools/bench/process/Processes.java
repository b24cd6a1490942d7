package dev.dreq.tools.bench.process;

import dev.dreq.tools.bench.Claim;
import dev.dreq.tools.bench.Figure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs pairs of whole processes, the two of a pair one after the other, and compares their medians.
 */
public final class Processes {

    private static final double RESIDENT = 200e6;

    private final String dreq;
    private final int pairs;

    /**
     * Prepares them.
     *
     * @param dreq the {@code dreq} command
     * @param pairs how many of each
     */
    public Processes(Path dreq, int pairs) {
        this.dreq = dreq.toString();
        this.pairs = pairs;
    }

    /** Runs all of them. */
    public List<Figure> run() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        figures.add(
                pairs(
                        Claim.atMost("process: dreq devices, by a Java program of one line", 2.5),
                        List.of(dreq, "devices"),
                        oneLine()));
        figures.add(
                pairs(
                        Claim.atMost("process: dreq run -m 64G, by -m 64M", 1.05),
                        List.of(dreq, "run", "-m", "64G", "--json"),
                        List.of(dreq, "run", "-m", "64M", "--json")));
        return figures;
    }

    /** The most memory that a machine of 64 GiB has at once, in bytes, beside the most allowed. */
    public String resident() throws IOException, InterruptedException {
        long bytes = ProcessRun.of(List.of(dreq, "run", "-m", "64G", "--json")).resident();
        return "dreq run -m 64G: %.0f MB resident, of %.0f MB at most"
                .formatted(bytes / 1e6, RESIDENT / 1e6);
    }

    private static List<String> oneLine() {
        try {
            Path here =
                    Path.of(
                            Processes.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return List.of(java, "-Xshare:auto", "-cp", here.toString(), OneLine.class.getName());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this program lies has no path", e);
        }
    }

    private Figure pairs(Claim claim, List<String> command, List<String> limit)
            throws IOException, InterruptedException {
        ProcessRun.of(command); // the first run of all reads files that nobody has read yet
        ProcessRun.of(limit);
        double[] times = new double[pairs];
        double[] limits = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            times[i] = ProcessRun.of(command).nanos();
            limits[i] = ProcessRun.of(limit).nanos();
        }
        return Figure.ofPairs(claim, times, limits);
    }
}

package dev.dreq.tools.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as JSON: an array of objects, times in nanoseconds. */
final class FigureJson {

    private FigureJson() {}

    static String of(List<Figure> figures) throws IOException {
        return JSON.std
                        .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                        .asString(figures.stream().map(FigureJson::of).toList())
                + "\n";
    }

    private static Map<String, Object> of(Figure figure) {
        Map<String, Object> members = new LinkedHashMap<>();
        Claim claim = figure.claim();
        members.put("what", claim.what());
        members.put("parameters", figure.parameters());
        members.put("benchmark", claim.benchmark());
        members.put("limit", claim.limit());
        members.put("nanos", figure.nanos());
        members.put("limitNanos", figure.limitNanos());
        members.put("sense", claim.sense() == Claim.Sense.AT_MOST ? "at most" : "at least");
        members.put("ratio", figure.ratio());
        members.put("spread", figure.spread());
        members.put("bound", Double.isNaN(claim.bound()) ? null : claim.bound());
        members.put("kept", figure.kept());
        members.put("bytes", figure.bytes());
        return members;
    }
}

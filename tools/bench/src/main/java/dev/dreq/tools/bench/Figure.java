package dev.dreq.tools.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A claim as it was measured.
 *
 * @param claim what is promised
 * @param parameters of the benchmark, such as {@code size=64K}; empty if it has none
 * @param nanos one operation
 * @param limitNanos one operation of the limit
 * @param ratio of both, in the sense of the claim
 * @param spread how far off the ratio may be, as a part of it: the confidence intervals (99.9%) of
 *     both times together
 * @param bytes allocated by one operation
 */
record Figure(
        Claim claim,
        String parameters,
        double nanos,
        double limitNanos,
        double ratio,
        double spread,
        double bytes) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Less than a byte for an operation is the harness's own, shared among the operations. */
    private static final double A_BYTE = 1;

    /** What was measured of the claims, in their order; those that were not run are left out. */
    static List<Figure> of(List<Claim> claims, Collection<RunResult> results) {
        Map<String, RunResult> byName =
                results.stream()
                        .collect(
                                Collectors.toMap(
                                        result -> name(result.getParams().getBenchmark(), result),
                                        Function.identity(),
                                        (one, other) -> one,
                                        LinkedHashMap::new));
        List<Figure> figures = new ArrayList<>();
        for (Claim claim : claims) {
            for (RunResult result : results) {
                if (result.getParams().getBenchmark().equals(claim.benchmark())) {
                    RunResult limit = byName.get(name(claim.limit(), result));
                    if (limit == null) {
                        throw new IllegalStateException(
                                claim.benchmark() + " has no limit " + claim.limit());
                    }
                    figures.add(figure(claim, result, limit));
                }
            }
        }
        return figures;
    }

    private static String name(String benchmark, RunResult result) {
        return benchmark + " " + parameters(result.getParams());
    }

    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(" "));
    }

    private static Figure figure(Claim claim, RunResult result, RunResult limit) {
        Result<?> time = result.getPrimaryResult();
        Result<?> limitTime = limit.getPrimaryResult();
        return new Figure(
                claim,
                parameters(result.getParams()),
                time.getScore(),
                limitTime.getScore(),
                claim.ratio(time.getScore(), limitTime.getScore()),
                Math.hypot(part(time), part(limitTime)),
                bytes(result));
    }

    private static double part(Result<?> time) {
        double error = time.getScoreError();
        return Double.isNaN(error) ? 0 : error / time.getScore();
    }

    private static double bytes(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                .mapToDouble(entry -> entry.getValue().getScore())
                .filter(bytes -> bytes >= A_BYTE)
                .sum();
    }

    /** Whether the claim holds. */
    boolean kept() {
        return claim.kept(ratio);
    }
}

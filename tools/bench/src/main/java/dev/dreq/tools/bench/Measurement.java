package dev.dreq.tools.bench;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One run of benchmarks, each in a JVM of its own.
 *
 * @param only the benchmarks, a regular expression that is found in their names
 * @param except not those, a regular expression too
 * @param quick whether one fork and short iterations are enough
 */
record Measurement(String only, String except, boolean quick) {

    /** The claims of the benchmarks that a run measures. */
    List<Claim> claims() {
        Set<String> classes = new TreeSet<>();
        for (BenchmarkListEntry entry :
                BenchmarkList.defaultList()
                        .find(
                                OutputFormatFactory.createFormatInstance(
                                        System.out, VerboseMode.SILENT),
                                List.of(only),
                                List.of(except))) {
            classes.add(entry.getUserClassQName());
        }
        return classes.stream().flatMap(name -> Claim.of(load(name)).stream()).toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a benchmark's class is not there: " + name, e);
        }
    }

    /**
     * Runs them.
     *
     * @throws RunnerException if one of them fails: its result was wrong, or its JVM ended
     */
    Collection<RunResult> run(VerboseMode verbosity) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(only)
                .exclude(except)
                .shouldFailOnError(true)
                .verbosity(verbosity)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC");
        if (quick) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(150))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.milliseconds(100));
        }
        try {
            return new Runner(options.build()).run();
        } catch (NoBenchmarksException e) {
            return List.of();
        }
    }
}

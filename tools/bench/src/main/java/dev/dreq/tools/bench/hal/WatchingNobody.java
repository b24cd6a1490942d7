package dev.dreq.tools.bench.hal;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.bench.AtMost;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs that there could be a verifier and a recording, while there is neither: the packet
 * path of one operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WatchingNobody {

    private static final int PAGE = 4096;
    private static final long RAM = 64 << 20;

    private MasterDriver withVerifierOff;
    private MasterDriver without;
    private Mdl page;
    private Mdl pageWithout;

    /** Starts both. */
    @Setup(Level.Trial)
    public void start() {
        withVerifierOff = new MasterDriver(RAM, 64);
        without = MasterDriver.withoutVerifier(RAM);
        page = withVerifierOff.buffer(PAGE, Placement.scattered());
        pageWithout = without.buffer(PAGE, Placement.scattered());
    }

    /** Checks that both map. */
    @TearDown(Level.Trial)
    public void check() {
        if (verifierOff() == 0 || noVerifier() == 0) {
            throw new IllegalStateException("the page was not mapped");
        }
        withVerifierOff.close();
        without.close();
    }

    /** The limit of the verifier. */
    @Benchmark
    public long noVerifier() {
        return without.packet(pageWithout, PAGE, 1);
    }

    /** A verifier that is off. */
    @Benchmark
    @AtMost(value = 1.03, limit = "noVerifier", what = "packet path, verifier off")
    public long verifierOff() {
        return withVerifierOff.packet(page, PAGE, 1);
    }

    /** The limit of events: they are not even compiled in. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = "-Ddreq.events=never")
    public long noEvents() {
        return withVerifierOff.packet(page, PAGE, 1);
    }

    /** Events that nobody records. */
    @Benchmark
    @AtMost(value = 1.05, limit = "noEvents", what = "packet path, events off")
    public long eventsOff() {
        return withVerifierOff.packet(page, PAGE, 1);
    }
}

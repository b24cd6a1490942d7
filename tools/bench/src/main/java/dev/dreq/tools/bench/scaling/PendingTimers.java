package dev.dreq.tools.bench.scaling;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.bench.machine.PlainTimers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A timer fires and is set again, among many. */
@Grows(what = "event scheduled and fired", with = "pending timers")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PendingTimers {

    /** Timers that are pending. */
    @Param({"10", "100", "1000", "10000", "100000", "1000000"})
    private int pending;

    private PlainTimers timers;
    private Machine machine;

    /** Sets them. */
    @Setup(Level.Trial)
    public void set() {
        timers = new PlainTimers(pending);
        machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.of(timers))
                        .device(PlainTimers.TYPE, Map.of())
                        .build();
    }

    /** Checks that they fire. */
    @TearDown(Level.Trial)
    public void check() {
        long before = timers.fired();
        fire();
        if (timers.fired() == before) {
            throw new IllegalStateException("nothing fired");
        }
        machine.close();
    }

    /** The next one. */
    @Benchmark
    public long fire() {
        machine.advanceTo(machine.nextDeadline());
        return timers.fired();
    }
}

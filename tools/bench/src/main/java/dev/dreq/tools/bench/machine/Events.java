package dev.dreq.tools.bench.machine;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.bench.AtMost;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
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

/** One event of virtual time: a timer fires and is set again, among many that are pending. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Events {

    /** Timers that are pending. */
    @Param("10000")
    private int pending;

    private final SplittableRandom random = new SplittableRandom(3);
    private final PriorityQueue<Long> queue = new PriorityQueue<>();
    private PlainTimers timers;
    private Machine machine;

    /** Sets all of them. */
    @Setup(Level.Trial)
    public void set() {
        timers = new PlainTimers(pending);
        machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.of(timers))
                        .device(PlainTimers.TYPE, Map.of())
                        .build();
        for (int i = 0; i < pending; i++) {
            queue.add((long) PlainTimers.delay(random));
        }
    }

    /** Checks that an event is one timer at its own time. */
    @TearDown(Level.Trial)
    public void check() {
        for (int i = 0; i < pending; i++) {
            long before = timers.fired();
            long deadline = machine.nextDeadline();
            fire();
            if (timers.fired() == before || machine.now() != deadline) {
                throw new IllegalStateException("nothing fired at " + deadline);
            }
        }
        machine.close();
    }

    /** The limit. */
    @Benchmark
    public long priorityQueue() {
        long now = queue.remove();
        queue.add(now + PlainTimers.delay(random));
        return now;
    }

    /** The next timer fires, and sets itself. */
    @Benchmark
    @AtMost(value = 1, limit = "priorityQueue", what = "event scheduled and fired")
    public long fire() {
        machine.advanceTo(machine.nextDeadline());
        return timers.fired();
    }
}

package dev.dreq.tools.bench.scaling;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Machines of one JVM, used in turn: a store, a load, and a port of the DMA controller. */
@Grows(what = "store32, load32 and in8", with = "machines in one JVM")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Machines {

    private static final int MANY = 1024;
    private static final long ADDRESS = 0x10_0000;
    private static final int PAGE_REGISTER = 0x83;

    /** Machines that there are. */
    @Param({"1", "10", "100", "1000"})
    private int machines;

    private Machine[] all;
    private CpuBus[] buses;
    private int next;

    /** Makes them. */
    @Setup(Level.Trial)
    public void build() {
        PluginCatalog catalog = PluginCatalog.ofClassPath();
        all = new Machine[machines];
        buses = new CpuBus[machines];
        for (int i = 0; i < machines; i++) {
            all[i] =
                    Machine.builder()
                            .memory(2 << 20)
                            .catalog(catalog)
                            .device("i8237", Map.of())
                            .build();
            buses[i] = all[i].bus();
            buses[i].out8(PAGE_REGISTER, i);
        }
    }

    /** Checks that each has its own registers. */
    @TearDown(Level.Trial)
    public void check() {
        for (int i = 0; i < machines; i++) {
            if (buses[i].in8(PAGE_REGISTER) != (i & 0xff)) {
                throw new IllegalStateException("machine %d is not itself".formatted(i));
            }
            all[i].close();
        }
    }

    /** The next machine. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public int access() {
        int sum = 0;
        for (int i = 0; i < MANY; i++) {
            next = next + 1 == machines ? 0 : next + 1;
            CpuBus bus = buses[next];
            bus.store32(ADDRESS, i);
            sum += bus.load32(ADDRESS) + bus.in8(PAGE_REGISTER);
        }
        return sum;
    }
}

package dev.dreq.tools.bench.scaling;

import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/** Loads at random over regions of 4 KiB, one beside the other. */
@Grows(what = "load32 over mapped regions", with = "regions")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Regions {

    private static final int MANY = 1024;
    private static final int SIZE = 0x1000;
    private static final long BASE = 0x1000_0000L;

    /** Regions that are mapped. */
    @Param({"1", "10", "100", "1000"})
    private int regions;

    private final long[] addresses = new long[MANY];
    private MemoryMap map;
    private MemoryBank bank;

    /** Maps them. */
    @Setup(Level.Trial)
    public void map() {
        map = new MemoryMap();
        bank = MemoryBank.of((long) regions * SIZE);
        List<Region> mapped = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            mapped.add(Region.ram(BASE + 2L * i * SIZE, SIZE, bank, (long) i * SIZE, 0));
        }
        map.add(mapped);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < MANY; i++) {
            int region = random.nextInt(regions);
            addresses[i] = BASE + 2L * region * SIZE + 4L * random.nextInt(SIZE / 4);
            map.store(addresses[i], 4, addresses[i]);
        }
    }

    /** Checks that each region is itself. */
    @TearDown(Level.Trial)
    public void check() {
        for (long address : addresses) {
            if (map.load(address, 4) != address) {
                throw new IllegalStateException("not what was stored at %x".formatted(address));
            }
        }
        bank.discard();
    }

    /** Loads. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public long load() {
        long sum = 0;
        for (long address : addresses) {
            sum += map.load(address, 4);
        }
        return sum;
    }
}

package dev.dreq.tools.bench.bus;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.bench.AtMost;
import dev.dreq.tools.bench.machine.SeasonedMachine;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Single accesses of the processor on a seasoned machine, beside those to an array. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Accesses {

    private static final int RAM = 16 << 20;
    private static final int MANY = 1024;
    private static final int BASE = 0x40_0000;
    private static final int PAGES = 64;
    private static final int PAGE = 0x1000;
    private static final int REGISTERS = 64;
    private static final int PORT_DEVICES = 4;

    private final ByteArray array = new ByteArray(RAM);
    private final int[] offsets = new int[MANY];
    private final int[] borders = new int[MANY];
    private final long[] ramOrDevices = new long[MANY];
    private final long[] windowBorders = new long[MANY];
    private final long[] oneDevice = new long[MANY];
    private final long[] oneDeclared = new long[MANY];
    private final int[] onePort = new int[MANY];
    private final int[] ports = new int[MANY];
    private SeasonedMachine machine;
    private CpuBus bus;

    /** Seasons a machine, and draws addresses. */
    @Setup(Level.Trial)
    public void season() {
        machine = new SeasonedMachine(RAM);
        bus = machine.bus();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < MANY; i++) {
            int register = 4 * random.nextInt(REGISTERS);
            int shape = random.nextInt(-1, SeasonedMachine.SHAPES);
            offsets[i] = BASE + 4 * random.nextInt(PAGES * PAGE / 4);
            borders[i] = BASE + PAGE * random.nextInt(1, PAGES) - 2;
            ramOrDevices[i] = shape < 0 ? offsets[i] : SeasonedMachine.address(shape) + register;
            ports[i] = SeasonedMachine.port(random.nextInt(PORT_DEVICES)) + register;
            windowBorders[i] =
                    SeasonedMachine.address(random.nextInt(1, SeasonedMachine.SHAPES)) - 2;
            oneDevice[i] = SeasonedMachine.address(0) + register;
            oneDeclared[i] = SeasonedMachine.address(SeasonedMachine.DECLARED) + register;
            onePort[i] = SeasonedMachine.port(0) + register;
        }
    }

    /** Checks that every place still holds what is stored there. */
    @TearDown(Level.Trial)
    public void check() {
        for (int i = 0; i < MANY; i++) {
            for (long at : new long[] {offsets[i], borders[i], ramOrDevices[i]}) {
                bus.store32(at, i);
                require(i, bus.load32(at), at);
            }
            bus.out32(ports[i], i);
            require(i, bus.in32(ports[i]), ports[i]);
        }
        machine.close();
    }

    private static void require(int stored, int loaded, long at) {
        if (stored != loaded) {
            throw new IllegalStateException("%x holds %x, not %x".formatted(at, loaded, stored));
        }
    }

    /** The limit of loads. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public int arrayLoad() {
        int sum = 0;
        for (int at : offsets) {
            sum += array.load32(at);
        }
        return sum;
    }

    /** The limit of stores. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void arrayStore() {
        for (int at : offsets) {
            array.store32(at, at);
        }
    }

    /** RAM. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 6, limit = "arrayLoad", what = "load32 from RAM")
    public int load() {
        int sum = 0;
        for (int at : offsets) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** RAM. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 9, limit = "arrayStore", what = "store32 to RAM")
    public void store() {
        for (int at : offsets) {
            bus.store32(at, at);
        }
    }

    /** The last 2 bytes of a page and the first 2 of the next. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 30, limit = "arrayLoad", what = "load32 across a page border")
    public int loadAcrossPages() {
        int sum = 0;
        for (int at : borders) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** The last 2 bytes of a page and the first 2 of the next. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 30, limit = "arrayStore", what = "store32 across a page border")
    public void storeAcrossPages() {
        for (int at : borders) {
            bus.store32(at, at);
        }
    }

    /** The last 2 bytes of a window and the first 2 of the next one. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 30, limit = "arrayLoad", what = "load32 across the border of two windows")
    public int loadAcrossRegions() {
        int sum = 0;
        for (long at : windowBorders) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** One device's memory. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 11, limit = "arrayLoad", what = "load32 from one device")
    public int loadOneDevice() {
        int sum = 0;
        for (long at : oneDevice) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** One device whose registers are declared. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 11, limit = "arrayLoad", what = "load32 from one device, registers declared")
    public int loadDeclaredRegister() {
        int sum = 0;
        for (long at : oneDeclared) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** RAM and six devices. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 26, limit = "arrayLoad", what = "load32 at random over RAM and six devices")
    public int loadAnywhere() {
        int sum = 0;
        for (long at : ramOrDevices) {
            sum += bus.load32(at);
        }
        return sum;
    }

    /** One device's ports. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 5, limit = "arrayLoad", what = "in32 from one device")
    public int inOneDevice() {
        int sum = 0;
        for (int at : onePort) {
            sum += bus.in32(at);
        }
        return sum;
    }

    /** Four devices' ports. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    @AtMost(value = 30, limit = "arrayLoad", what = "in32 at random over four devices")
    public int inAnywhere() {
        int sum = 0;
        for (int at : ports) {
            sum += bus.in32(at);
        }
        return sum;
    }
}

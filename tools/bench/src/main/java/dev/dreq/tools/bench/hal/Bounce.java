package dev.dreq.tools.bench.hal;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.bench.AtLeast;
import dev.dreq.tools.bench.dma.Copy;
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
 * 64 KiB that the device does not reach, into the map registers and back, beside two copies of
 * arrays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Bounce {

    private static final int REGISTERS = 16;
    private static final int BYTES = REGISTERS * 4096;
    private static final long ABOVE = 1L << 32;

    private final Copy copy = new Copy(BYTES);
    private MasterDriver driver;
    private Mdl buffer;

    /** Locks a buffer above 4 GiB. */
    @Setup(Level.Trial)
    public void start() {
        driver = new MasterDriver(6L << 30, 32);
        buffer = driver.buffer(BYTES, Placement.scattered().above(ABOVE));
        driver.fill(buffer, copy.source());
        driver.allocateRegisters(REGISTERS);
    }

    /** Checks that the device sees what the buffer holds, and the buffer what the device wrote. */
    @TearDown(Level.Trial)
    public void check() {
        driver.fill(buffer, copy.source());
        long address = driver.map(buffer, BYTES, true);
        byte[] seen = new byte[BYTES];
        driver.bus().read(address, seen, 0, BYTES);
        copy.requireCopied(seen);
        driver.flush(buffer, BYTES, true);
        driver.fill(buffer, new byte[BYTES]);
        address = driver.map(buffer, BYTES, false);
        driver.bus().write(address, copy.source(), 0, BYTES);
        driver.flush(buffer, BYTES, false);
        copy.requireCopied(driver.content(buffer, BYTES));
        driver.freeRegisters(REGISTERS);
        driver.close();
    }

    /** The limit: there and back. */
    @Benchmark
    public byte[] arraycopies() {
        copy.run();
        return copy.run();
    }

    /** To the device, and from it. */
    @Benchmark
    @AtLeast(value = 0.8, limit = "arraycopies", what = "bounce of 64 KiB, both copies")
    public long bothCopies() {
        long address = driver.map(buffer, BYTES, true);
        driver.flush(buffer, BYTES, true);
        driver.map(buffer, BYTES, false);
        driver.flush(buffer, BYTES, false);
        return address;
    }
}

package dev.dreq.tools.bench.dma;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.tools.bench.AtLeast;
import dev.dreq.tools.bench.machine.SeasonedMachine;
import java.nio.ByteBuffer;
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

/** What a bus master moves through its {@code AddressSpace}, beside a copy of arrays. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BusMasterMoves {

    private static final long ADDRESS = 4 << 20;
    private static final long RAM = 64 << 20;

    /** Bytes of one move. */
    @Param({"65536", "1048576", "16777216"})
    private int bytes;

    private Copy copy;
    private SeasonedMachine machine;
    private ByteBuffer buffer;

    /** Fills memory. */
    @Setup(Level.Trial)
    public void fill() {
        copy = new Copy(bytes);
        machine = new SeasonedMachine(RAM);
        machine.bus().write(ADDRESS, copy.source(), 0, bytes);
        buffer = ByteBuffer.wrap(copy.source().clone());
    }

    /** Checks that each way moves what it should. */
    @TearDown(Level.Trial)
    public void check() {
        read();
        copy.requireCopied(buffer.array());
        machine.bus().fill(ADDRESS, bytes, 0);
        write();
        byte[] memory = new byte[bytes];
        machine.bus().read(ADDRESS, memory, 0, bytes);
        copy.requireCopied(memory);
        machine.close();
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** From memory to the device. */
    @Benchmark
    @AtLeast(value = 0.9, limit = "arraycopy", what = "bus master reads memory")
    public BusStatus read() {
        return machine.master().read(ADDRESS, buffer.clear());
    }

    /** From the device to memory. */
    @Benchmark
    @AtLeast(value = 0.9, limit = "arraycopy", what = "bus master writes memory")
    public BusStatus write() {
        return machine.master().write(ADDRESS, buffer.clear());
    }
}

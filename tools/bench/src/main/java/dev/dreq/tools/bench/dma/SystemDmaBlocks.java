package dev.dreq.tools.bench.dma;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.bench.AtLeast;
import dev.dreq.tools.bench.machine.PlainSlave;
import java.util.Map;
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
 * Blocks of 64 KiB that the 8237 moves from memory to a slave, programmed as a HAL does, beside a
 * copy of arrays. Count, terminal count and the wrap at the end of the 64 KiB page are exact.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SystemDmaBlocks {

    private static final int BYTES = 0x1_0000;
    private static final long PAGE = 0x12_0000;
    private static final int START = 0x1000;

    private static final int BASE_ADDRESS = 0x02;
    private static final int BASE_COUNT = 0x03;
    private static final int STATUS = 0x08;
    private static final int MASK = 0x0a;
    private static final int MODE = 0x0b;
    private static final int CLEAR_FLIP_FLOP = 0x0c;
    private static final int PAGE_REGISTER = 0x83;
    private static final int BLOCK_FROM_MEMORY = 0x88 | PlainSlave.CHANNEL;
    private static final int MASKED = 0x04 | PlainSlave.CHANNEL;
    private static final int SECOND_MASK = 0xd4;
    private static final int SECOND_MODE = 0xd6;
    private static final int CASCADE = 0xc0;
    private static final int TC = 1 << PlainSlave.CHANNEL;

    private final Copy copy = new Copy(BYTES);
    private final Board whole = new Board(BYTES);
    private final Board sectors = new Board(512);
    private final Board bytes = new Board(1);

    /** A machine whose slave takes pieces of one size. */
    private static final class Board {
        private final PlainSlave slave;
        private final Machine machine;
        private final CpuBus bus;

        private Board(int piece) {
            slave = new PlainSlave(BYTES, piece);
            machine =
                    Machine.builder()
                            .memory(16 << 20)
                            .catalog(
                                    PluginCatalog.of(
                                            PluginCatalog.ofClassPath().providers().stream()
                                                    .filter(type -> type.type().equals("i8237"))
                                                    .findFirst()
                                                    .orElseThrow(),
                                            slave))
                            .device("i8237", Map.of())
                            .device(PlainSlave.TYPE, Map.of())
                            .build();
            bus = machine.bus();
            bus.out8(SECOND_MODE, CASCADE);
            bus.out8(SECOND_MASK, 0);
        }

        private int move() {
            bus.out8(MASK, MASKED);
            bus.out8(CLEAR_FLIP_FLOP, 0);
            bus.out8(MODE, BLOCK_FROM_MEMORY);
            bus.out8(BASE_ADDRESS, START);
            bus.out8(BASE_ADDRESS, START >>> 8);
            bus.out8(PAGE_REGISTER, (int) (PAGE >>> 16));
            bus.out8(BASE_COUNT, BYTES - 1);
            bus.out8(BASE_COUNT, (BYTES - 1) >>> 8);
            bus.out8(MASK, PlainSlave.CHANNEL);
            bus.out8(PlainSlave.PORT, 0);
            int status = bus.in8(STATUS);
            if ((status & TC) == 0 || slave.count() != BYTES) {
                throw new IllegalStateException(
                        "status %x after %d bytes".formatted(status, slave.count()));
            }
            return status;
        }

        /** Address START of the page comes first; behind its end comes its beginning. */
        private void check(Copy copy) {
            bus.write(PAGE + START, copy.source(), 0, BYTES - START);
            bus.write(PAGE, copy.source(), BYTES - START, START);
            int before = slave.terminalCounts();
            move();
            copy.requireCopied(slave.taken());
            if (slave.terminalCounts() != before + 1) {
                throw new IllegalStateException("not one terminal count");
            }
            machine.close();
        }
    }

    /** Runs each kind of slave, so that no call site has met only one. */
    @Setup(Level.Trial)
    public void season() {
        for (int i = 0; i < 500; i++) {
            whole.move();
            sectors.move();
            if (i % 10 == 0) {
                bytes.move();
            }
        }
    }

    /** Checks that each moves what it should. */
    @TearDown(Level.Trial)
    public void check() {
        whole.check(copy);
        sectors.check(copy);
        bytes.check(copy);
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** The slave takes all it is offered. */
    @Benchmark
    @AtLeast(value = 0.7, limit = "arraycopy", what = "8237, 64 KiB block, taken whole")
    public int blocks() {
        return whole.move();
    }

    /** The slave takes sectors. */
    @Benchmark
    @AtLeast(value = 0.45, limit = "arraycopy", what = "8237, 64 KiB block, taken in 512 B")
    public int pieces() {
        return sectors.move();
    }

    /** The slave takes bytes. */
    @Benchmark
    @AtLeast(value = 1.0 / 350, limit = "arraycopy", what = "8237, 64 KiB block, taken by bytes")
    public int singles() {
        return bytes.move();
    }
}

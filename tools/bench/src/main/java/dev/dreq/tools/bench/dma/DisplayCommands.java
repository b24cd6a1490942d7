package dev.dreq.tools.bench.dma;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.bench.AtLeast;
import java.util.Map;
import java.util.SplittableRandom;
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

/** Commands of the display's engine, without pacing, 1 MiB each, beside a copy of arrays. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DisplayCommands {

    private static final int BYTES = 1 << 20;
    private static final int LINE = 4096;
    private static final int PITCH = 2 * LINE;
    private static final int PAGE = 4096;
    private static final int PAGES = BYTES / PAGE;

    private static final long HOST = 16 << 20;
    private static final long TABLE = 8 << 20;
    private static final long VIDEO_MEMORY = 0xe000_0000L;
    private static final long REGISTERS = 0xf000_0000L;

    private static final int CONFIG_ADDRESS = 0xcf8;
    private static final int CONFIG_DATA = 0xcfc;
    private static final int FUNCTION = 0x8000_1000;

    private static final long DMA_CTRL = REGISTERS + 0x80c;
    private static final long DMA_STATUS = REGISTERS + 0x810;
    private static final long DMA_HOST_LO = REGISTERS + 0x814;
    private static final long DMA_HOST_HI = REGISTERS + 0x818;
    private static final long DMA_COUNT = REGISTERS + 0x81c;
    private static final long DMA_VRAM = REGISTERS + 0x820;
    private static final long DMA_PITCH = REGISTERS + 0x824;
    private static final long DMA_LINE = REGISTERS + 0x828;
    private static final int START = 0x01;
    private static final int TO_HOST = 0x04;
    private static final int SG = 0x08;
    private static final int DONE = 0x02;

    private final Copy copy = new Copy(BYTES);
    private final long[] pages = new long[PAGES];
    private Machine machine;
    private CpuBus bus;

    /** Makes the machine, and scatters the pages of a table. */
    @Setup(Level.Trial)
    public void build() {
        machine =
                Machine.builder()
                        .memory(64 << 20)
                        .catalog(PluginCatalog.ofClassPath())
                        .device("display", Map.of("bandwidth", "0", "burst", "1M", "addr", "2"))
                        .build();
        bus = machine.bus();
        configure(0x10, (int) VIDEO_MEMORY);
        configure(0x18, (int) REGISTERS);
        configure(0x04, 0x06);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < PAGES; i++) {
            pages[i] = HOST + PAGE * (2L * i + random.nextInt(2));
            bus.store64(TABLE + 16L * i, pages[i]);
            bus.store32(TABLE + 16L * i + 8, PAGE);
            bus.store32(TABLE + 16L * i + 12, 0);
        }
        for (long address = HOST; address < HOST + 2 * BYTES; address += PAGE) {
            bus.store32(address, 1);
        }
    }

    private void configure(int register, int value) {
        bus.out32(CONFIG_ADDRESS, FUNCTION | register);
        bus.out32(CONFIG_DATA, value);
    }

    /** Checks that each kind of command moves what it should, there and back. */
    @TearDown(Level.Trial)
    public void check() {
        bus.write(HOST, copy.source(), 0, BYTES);
        command(START, HOST, BYTES, 0);
        bus.fill(HOST, BYTES, 0);
        command(START | TO_HOST, HOST, BYTES, 0);
        copy.requireCopied(memory(HOST));
        command(START, HOST, BYTES, PITCH);
        bus.fill(HOST, BYTES, 0);
        command(START | TO_HOST, HOST, BYTES, PITCH);
        copy.requireCopied(memory(HOST));
        for (int i = 0; i < PAGES; i++) {
            bus.write(pages[i], copy.source(), i * PAGE, PAGE);
        }
        command(START | SG, TABLE, PAGES, 0);
        copy.requireCopied(memory(VIDEO_MEMORY));
        machine.close();
    }

    private byte[] memory(long address) {
        byte[] memory = new byte[BYTES];
        bus.read(address, memory, 0, BYTES);
        return memory;
    }

    private int command(int control, long host, int count, int pitch) {
        bus.store32(DMA_HOST_LO, (int) host);
        bus.store32(DMA_HOST_HI, 0);
        bus.store32(DMA_COUNT, count);
        bus.store32(DMA_VRAM, 0);
        bus.store32(DMA_PITCH, pitch);
        bus.store32(DMA_LINE, LINE);
        bus.store32(DMA_CTRL, control);
        int status = bus.load32(DMA_STATUS);
        if (status != DONE) {
            throw new IllegalStateException("the engine is at %x".formatted(status));
        }
        bus.store32(DMA_STATUS, status);
        return status;
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** One range to one range. */
    @Benchmark
    @AtLeast(value = 0.85, limit = "arraycopy", what = "display, 1 MiB, linear")
    public int linear() {
        return command(START, HOST, BYTES, 0);
    }

    /** One range to lines of 4 KiB, 8 KiB apart. */
    @Benchmark
    @AtLeast(value = 0.8, limit = "arraycopy", what = "display, 1 MiB, lines of 4 KiB")
    public int rectangle() {
        return command(START, HOST, BYTES, PITCH);
    }

    /** A table of 256 scattered pages. */
    @Benchmark
    @AtLeast(value = 0.8, limit = "arraycopy", what = "display, 1 MiB, 256 scattered pages")
    public int scatterGather() {
        return command(START | SG, TABLE, PAGES, 0);
    }
}

package dev.dreq.tools.bench.hal;

import dev.dreq.hal.dma.ScatterGatherList;
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
 * The DMA services of a bus master that reaches all memory, beside the least that they could be.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DmaServices {

    private static final int PAGE = 4096;
    private static final int PAGES = 256;
    private static final int BYTES = PAGES * PAGE;
    private static final long FIRST_FRAME = 0x4000;

    private final long[] source = new long[PAGES];
    private final long[] target = new long[PAGES];
    private MasterDriver driver;
    private Mdl page;
    private Mdl scattered;
    private Mdl contiguous;
    private Service[] services;
    private int next;

    /** What an empty call is made of; there are several, so that the call is one. */
    private interface Service {
        long call(long argument);
    }

    /** Locks the buffers. */
    @Setup(Level.Trial)
    public void start() {
        driver = new MasterDriver(256 << 20, 64);
        Long[] frames = new Long[PAGES];
        for (int i = 0; i < PAGES; i++) {
            frames[i] = FIRST_FRAME + 2L * i;
            source[i] = frames[i];
        }
        page = driver.buffer(PAGE, Placement.inFrames(FIRST_FRAME + 2 * PAGES));
        scattered = driver.buffer(BYTES, Placement.inFrames(frames));
        contiguous = driver.contiguous(BYTES, (FIRST_FRAME + 4 * PAGES) * PAGE);
        services = new Service[] {a -> a, a -> a + 1, a -> a + 2};
        driver.allocateRegisters(1);
    }

    /** Checks what the services say. */
    @TearDown(Level.Trial)
    public void check() {
        require(
                driver.map(page, PAGE, true) == (FIRST_FRAME + 2 * PAGES) * PAGE,
                "the page is mapped where it is");
        require(driver.flush(page, PAGE, true), "the flush succeeds");
        driver.freeRegisters(1);
        ScatterGatherList list = driver.getList(scattered, BYTES, true);
        require(list.numberOfElements() == PAGES, "an element for each page");
        driver.putList(list, true);
        list = driver.getList(contiguous, BYTES, true);
        require(list.numberOfElements() == 1, "one element for the run");
        driver.putList(list, true);
        driver.close();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
    }

    /** The limit of a call. */
    @Benchmark
    public long emptyCall() {
        next = next == 2 ? 0 : next + 1;
        return services[next].call(next);
    }

    /** The limit of a list. */
    @Benchmark
    public long[] copyOfPages() {
        System.arraycopy(source, 0, target, 0, PAGES);
        return target;
    }

    /** One page, which the device reaches. */
    @Benchmark
    @AtMost(value = 60, limit = "emptyCall", what = "MapTransfer + FlushAdapterBuffers, one page")
    public long mapAndFlush() {
        long address = driver.map(page, PAGE, true);
        driver.flush(page, PAGE, true);
        return address;
    }

    /** 256 pages, none beside another. */
    @Benchmark
    @AtMost(
            value = 40,
            limit = "copyOfPages",
            what = "GetScatterGatherList + Put, 1 MiB, 256 pages")
    public ScatterGatherList scatteredList() {
        ScatterGatherList list = driver.getList(scattered, BYTES, true);
        driver.putList(list, true);
        return list;
    }

    /** 256 pages, each behind the other. */
    @Benchmark
    @AtMost(value = 10, limit = "copyOfPages", what = "GetScatterGatherList + Put, 1 MiB, one run")
    public ScatterGatherList contiguousList() {
        ScatterGatherList list = driver.getList(contiguous, BYTES, true);
        driver.putList(list, true);
        return list;
    }

    /** Nobody else wants the channel. */
    @Benchmark
    @AtMost(
            value = 250,
            limit = "emptyCall",
            what = "AllocateAdapterChannel ... FreeAdapterChannel")
    public void channel() {
        driver.allocateAndFreeChannel(1);
    }
}

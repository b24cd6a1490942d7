package dev.dreq.tools.bench.scaling;

import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.tools.bench.hal.MasterDriver;
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

/** A scattered buffer made into a scatter/gather list, and the list put. */
@Grows(what = "GetScatterGatherList + Put, per page", with = "pages of the MDL", each = true)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MdlPages {

    private static final int PAGE = 4096;

    /** Pages of the buffer. */
    @Param({"1", "16", "256", "4096", "65536"})
    private int pages;

    private MasterDriver driver;
    private Mdl buffer;

    /** Locks the buffer. */
    @Setup(Level.Trial)
    public void lock() {
        driver = new MasterDriver(4L << 30, 64);
        buffer = driver.buffer(pages * PAGE, Placement.scattered());
    }

    /** Checks that all of the buffer is listed. */
    @TearDown(Level.Trial)
    public void check() {
        ScatterGatherList list = list();
        long bytes = 0;
        for (int i = 0; i < list.numberOfElements(); i++) {
            bytes += list.elements(i).length();
        }
        if (bytes != (long) pages * PAGE) {
            throw new IllegalStateException("%d bytes are listed".formatted(bytes));
        }
        driver.close();
    }

    /** A list. */
    @Benchmark
    public ScatterGatherList list() {
        ScatterGatherList list = driver.getList(buffer, pages * PAGE, true);
        driver.putList(list, true);
        return list;
    }
}

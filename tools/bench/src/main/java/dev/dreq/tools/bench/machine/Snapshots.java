package dev.dreq.tools.bench.machine;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.bench.AtMost;
import dev.dreq.tools.bench.dma.Copy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

/** A machine of 16 MiB, all of it in use, saved and made again, beside a copy of its memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Snapshots {

    private static final int BYTES = 16 << 20;
    private static final int HEADROOM = 1 << 16;

    private final Copy copy = new Copy(BYTES);
    private final Saved saved = new Saved();
    private final PluginCatalog catalog = PluginCatalog.ofClassPath();
    private Machine machine;

    /** What was saved, read where it lies. */
    private static final class Saved extends ByteArrayOutputStream {
        private Saved() {
            super(BYTES + HEADROOM);
        }

        private InputStream input() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }

    /** Fills a machine. */
    @Setup(Level.Trial)
    public void fill() {
        machine =
                Machine.builder()
                        .memory(BYTES)
                        .catalog(catalog)
                        .device("i8237", Map.of())
                        .device("fdc", Map.of())
                        .build();
        machine.bus().write(0, copy.source(), 0, BYTES);
    }

    /** Checks that memory is as it was, but where the PC has none. */
    @TearDown(Level.Trial)
    public void check() throws IOException {
        byte[] before = new byte[BYTES];
        machine.bus().read(0, before, 0, BYTES);
        Copy expected = new Copy(BYTES);
        System.arraycopy(before, 0, expected.source(), 0, BYTES);
        saveAndRestore();
        byte[] after = new byte[BYTES];
        machine.bus().read(0, after, 0, BYTES);
        expected.requireCopied(after);
        machine.close();
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** Saves the machine into memory, and makes it from there. */
    @Benchmark
    @AtMost(value = 6, limit = "arraycopy", what = "save and restore, 16 MiB")
    public Machine saveAndRestore() throws IOException {
        saved.reset();
        machine.save(saved);
        machine.close();
        machine = Machine.restore(saved.input(), catalog);
        return machine;
    }
}

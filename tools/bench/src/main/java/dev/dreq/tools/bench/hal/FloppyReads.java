package dev.dreq.tools.bench.hal;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.bench.AtMost;
import dev.dreq.tools.bench.dma.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * A whole floppy read through driver, HAL, 8237 and controller, beside a copy of its bytes. Only
 * work counts: what the mechanics take is virtual time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloppyReads {

    private static final int CYLINDER = 18_432;
    private static final int BYTES = 80 * CYLINDER;

    private final Copy copy = new Copy(BYTES);
    private final byte[] read = new byte[BYTES];
    private Path image;
    private DrivenDevice floppy;

    /** Puts a disk in, and starts the driver. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        image = Files.createTempFile("dreq-bench-", ".img");
        Files.write(image, copy.source());
        Machine machine =
                Machine.builder()
                        .memory(64 << 20)
                        .catalog(PluginCatalog.ofClassPath())
                        .device("i8237", Map.of())
                        .device("fdc", Map.of("drive-a", image.toString(), "readonly-a", "on"))
                        .build();
        floppy = new DrivenDevice(machine, "fdc0", "floppy", CYLINDER);
    }

    /** Checks what was read. */
    @TearDown(Level.Trial)
    public void check() throws IOException {
        for (int at = 0; at < BYTES; at += CYLINDER) {
            floppy.read(at, CYLINDER);
            floppy.content(read, at, CYLINDER);
        }
        copy.requireCopied(read);
        floppy.close();
        Files.delete(image);
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** 80 requests of a cylinder each. */
    @Benchmark
    @AtMost(value = Double.NaN, limit = "arraycopy", what = "1.44M floppy read by its driver")
    public void wholeFloppy() {
        for (int at = 0; at < BYTES; at += CYLINDER) {
            floppy.read(at, CYLINDER);
        }
    }
}

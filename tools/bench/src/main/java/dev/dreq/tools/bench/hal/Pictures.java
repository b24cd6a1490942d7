package dev.dreq.tools.bench.hal;

import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_SET_MODE;
import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.bench.AtLeast;
import dev.dreq.tools.bench.dma.Copy;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.RectangleRequest;
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

/** A picture painted by the video miniport, the engine not paced, beside a copy of its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Pictures {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int BITS = 32;
    private static final int BYTES = WIDTH * HEIGHT * BITS / 8;

    private final Copy copy = new Copy(BYTES);
    private Machine machine;
    private DrivenDevice display;
    private byte[] request;

    /** Sets the mode. */
    @Setup(Level.Trial)
    public void start() {
        machine =
                Machine.builder()
                        .memory(128 << 20)
                        .catalog(PluginCatalog.ofClassPath())
                        .device(
                                "display",
                                Map.of("bandwidth", "0", "burst", "4M", "max-transfer", "16M"))
                        .build();
        display = new DrivenDevice(machine, "display0", "display-miniport", BYTES);
        display.control(
                IOCTL_DISPLAY_SET_MODE, new DisplayMode(WIDTH, HEIGHT, BITS, false).encode(), 0);
        display.fill(copy.source());
        request = new RectangleRequest(display.buffer(), 0, 0, WIDTH, HEIGHT).encode();
    }

    /** Checks what is on the screen. */
    @TearDown(Level.Trial)
    public void check() {
        paint();
        ScanOut.Picture picture =
                machine.ability("display0", ScanOut.class).orElseThrow().picture();
        byte[] source = copy.source();
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb =
                    (source[4 * i] & 0xff)
                            | (source[4 * i + 1] & 0xff) << 8
                            | (source[4 * i + 2] & 0xff) << 16;
            if ((picture.pixels()[i] & 0xff_ffff) != rgb) {
                throw new IllegalStateException("wrong pixel " + i);
            }
        }
        display.close();
    }

    /** The limit. */
    @Benchmark
    public byte[] arraycopy() {
        return copy.run();
    }

    /** All of it, as one request. */
    @Benchmark
    @AtLeast(value = 0.5, limit = "arraycopy", what = "1920x1080 picture by the miniport")
    public void paint() {
        display.control(IOCTL_DISPLAY_WRITE_RECTANGLE, request, 0);
    }
}

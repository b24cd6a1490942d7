package dev.dreq.tools.cli;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.ScanOut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sets a mode, moves a picture to the screen and back by requests of up to 16 MiB of whole lines,
 * and compares. The screen is dumped while the driver is still there, also when a job failed.
 */
final class PictureShow implements Task {

    /** Where in its first page the program's buffer begins. */
    static final int BUFFER_OFFSET = 0x200;

    private static final int REQUEST_BYTES = 16 << 20;
    private static final String WRITE = "picture-write";
    private static final String READ = "picture-read";

    private final ScanOut.Picture picture;
    private final String name;
    private final int modeWidth;
    private final int modeHeight;
    private final Function<DeviceControls, DisplayRequests> driver;
    private final Dump dump;
    private final int lineBytes;
    private final int linesPerRequest;
    private long requests;

    /** Takes a screen dump. */
    interface Dump {
        void take() throws JobFailure;
    }

    /**
     * Shows a picture.
     *
     * @param name of the picture, for the report
     * @param driver makes the requests
     */
    PictureShow(
            ScanOut.Picture picture,
            String name,
            int modeWidth,
            int modeHeight,
            Function<DeviceControls, DisplayRequests> driver,
            Dump dump) {
        this.picture = picture;
        this.name = name;
        this.modeWidth = modeWidth;
        this.modeHeight = modeHeight;
        this.driver = driver;
        this.dump = dump;
        this.lineBytes = picture.width() * DisplayRequests.BYTES_PER_PIXEL;
        this.linesPerRequest = Math.min(picture.height(), REQUEST_BYTES / lineBytes);
    }

    @Override
    public String name() {
        return WRITE;
    }

    @Override
    public void run(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure, IOException {
        try {
            show(device, progress, done);
        } catch (JobFailure | RuntimeException e) {
            try {
                dump.take();
            } catch (JobFailure second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        dump.take();
    }

    private void show(StartedDevice device, Progress progress, Consumer<JobReport> done)
            throws JobFailure {
        check("opening " + device.name(), device.kernel().io().create(device.object()).status());
        DisplayRequests display =
                driver.apply(new DeviceControls(device.kernel(), device.object()));
        check(
                "setting mode %d x %d x 32 on %s".formatted(modeWidth, modeHeight, device.name()),
                display.setMode(modeWidth, modeHeight));
        long buffer =
                UserMemory.allocate(
                        device.kernel(),
                        linesPerRequest * lineBytes,
                        Placement.scattered().atOffset(BUFFER_OFFSET),
                        WRITE);
        try {
            done.accept(job(WRITE, true, device, display, buffer, progress));
            done.accept(job(READ, false, device, display, buffer, progress));
        } finally {
            device.kernel().mm().freeVirtualMemory(buffer);
        }
    }

    private JobReport job(
            String job,
            boolean toScreen,
            StartedDevice device,
            DisplayRequests display,
            long buffer,
            Progress progress)
            throws JobFailure {
        DisplayRequests.Statistics earlier = display.statistics();
        Tally before = tally(device, earlier);
        for (int y = 0; y < picture.height(); y += linesPerRequest) {
            int lines = Math.min(linesPerRequest, picture.height() - y);
            move(toScreen, device, display, buffer, y, lines);
            progress.at(job, y + lines, picture.height());
        }
        DisplayRequests.Statistics later = display.statistics();
        Tally after = tally(device, later);
        return after.since(
                        before,
                        job,
                        device.name(),
                        (long) lineBytes * picture.height(),
                        linesPerRequest * lineBytes,
                        BUFFER_OFFSET,
                        toScreen
                                ? "%s is shown in mode %d x %d x 32"
                                        .formatted(name, modeWidth, modeHeight)
                                : "identical to " + name)
                .with(
                        new BusMasterFigures(
                                later.startDmaCalls() - earlier.startDmaCalls(),
                                after.adapter().sgElements() - before.adapter().sgElements(),
                                later.maximumLength()));
    }

    private Tally tally(StartedDevice device, DisplayRequests.Statistics driver) {
        return Tally.of(
                device.kernel(),
                new DriverFigures(requests, driver.operations(), driver.longestOperation()));
    }

    private void move(
            boolean toScreen,
            StartedDevice device,
            DisplayRequests display,
            long buffer,
            int y,
            int lines)
            throws JobFailure {
        byte[] pixels = pixels(y, lines);
        byte[] moved = toScreen ? pixels : new byte[pixels.length];
        device.kernel().mm().write(buffer, moved, 0, moved.length);
        requests++;
        check(
                "%s lines %d to %d of the screen of %s"
                        .formatted(
                                toScreen ? "writing" : "reading", y, y + lines - 1, device.name()),
                display.move(toScreen, buffer, y, picture.width(), lines));
        if (!toScreen) {
            device.kernel().mm().read(buffer, moved, 0, moved.length);
            compare(pixels, moved, y);
        }
    }

    private void compare(byte[] expected, byte[] read, int y) throws JobFailure {
        int at = Arrays.mismatch(expected, read);
        if (at >= 0) {
            throw new JobFailure(
                    "what the driver read differs from %s at pixel %d of line %d"
                            .formatted(
                                    name,
                                    at % lineBytes / DisplayRequests.BYTES_PER_PIXEL,
                                    y + at / lineBytes));
        }
    }

    private byte[] pixels(int y, int lines) {
        ByteBuffer bytes = ByteBuffer.allocate(lines * lineBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(picture.pixels(), y * picture.width(), lines * picture.width());
        return bytes.array();
    }

    private static void check(String doing, NtStatus status) throws JobFailure {
        if (!status.isSuccess()) {
            throw new JobFailure("%s failed: %s".formatted(doing, StatusWords.of(status)));
        }
    }
}

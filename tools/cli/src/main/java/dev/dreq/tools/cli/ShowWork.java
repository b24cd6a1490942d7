package dev.dreq.tools.cli;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.drivers.busmaster.BusMasterDriverType;
import java.nio.file.Path;
import java.util.List;

/** A picture goes to the screen and comes back. */
final class ShowWork implements Work {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;
    private static final long LARGEST_VRAM = 256L << 20;
    private static final int VRAM_BAR = 0;

    private final DeviceList devices;
    private final PictureFile file;
    private final ScanOut.Picture picture;
    private final DriverChoice driver;
    private final Screendump screendump;

    private ShowWork(
            DeviceList devices, PictureFile file, DriverChoice driver, Screendump screendump) {
        this.devices = devices;
        this.file = file;
        this.picture = file.read();
        this.driver = driver;
        this.screendump = screendump;
    }

    /** Looks at the picture. */
    static ShowWork of(
            RunOptions options, Path picture, DriverChoice driver, Screendump screendump) {
        PictureFile file = PictureFile.of(picture);
        if (file.width() > LARGEST || file.height() > LARGEST) {
            throw new UsageException(
                    "%s %s has %d x %d pixels; the largest mode has %d x %d"
                            .formatted(
                                    Syntax.SHOW,
                                    picture,
                                    file.width(),
                                    file.height(),
                                    LARGEST,
                                    LARGEST));
        }
        long needed = bytes(file.width(), file.height());
        if (needed > LARGEST_VRAM) {
            throw new UsageException(
                    "%s %s has %d x %d pixels of %d bytes; the largest video memory has %s"
                            .formatted(
                                    Syntax.SHOW,
                                    picture,
                                    file.width(),
                                    file.height(),
                                    needed,
                                    Quantity.formatSize(LARGEST_VRAM)));
        }
        return new ShowWork(
                DeviceList.of(options).withType(driver.type().deviceType()),
                file,
                driver,
                screendump);
    }

    @Override
    public DeviceList devices() {
        return devices;
    }

    @Override
    public List<Task> tasks(Machine machine, DeviceNode card) {
        int width = Math.max(SMALLEST, file.width());
        int height = Math.max(SMALLEST, file.height());
        checkFits(card, width, height);
        return List.of(
                new PictureShow(
                        picture,
                        file.file().toString(),
                        width,
                        height,
                        controls ->
                                driver.type() instanceof BusMasterDriverType
                                        ? new BusMasterRequests(controls)
                                        : new MiniportRequests(controls),
                        () -> screendump.take(machine)));
    }

    private void checkFits(DeviceNode card, int width, int height) {
        long needed = bytes(width, height);
        long vram =
                card.grants().stream()
                        .filter(Grant.Bar.class::isInstance)
                        .map(Grant.Bar.class::cast)
                        .filter(bar -> bar.bar().index() == VRAM_BAR)
                        .mapToLong(bar -> bar.bar().size())
                        .findFirst()
                        .orElse(0);
        if (needed > vram) {
            throw new UsageException(
                    "%s %s needs mode %d x %d with %d bytes of video memory, and %s has vram=%s; give more, such as --device display,vram=%s"
                            .formatted(
                                    Syntax.SHOW,
                                    file.file(),
                                    width,
                                    height,
                                    needed,
                                    card.name(),
                                    Quantity.formatSize(vram),
                                    Quantity.formatSize(powerOfTwo(needed))));
        }
    }

    private static long bytes(int width, int height) {
        return (long) width * height * DisplayRequests.BYTES_PER_PIXEL;
    }

    private static long powerOfTwo(long bytes) {
        long power = Long.highestOneBit(bytes);
        return power == bytes ? power : power << 1;
    }

    @Override
    public void close() {}
}

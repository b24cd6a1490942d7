package dev.dreq.tools.cli;

import dev.dreq.machine.Machine;
import java.nio.file.Path;
import java.util.List;

/** A picture goes to the screen and comes back. */
final class ShowWork implements Work {
    private final DeviceList devices;
    private final PictureFile file;
    private final DriverChoice driver;
    private final Screendump screendump;

    private ShowWork(
            DeviceList devices, PictureFile file, DriverChoice driver, Screendump screendump) {
        this.devices = devices;
        this.file = file;
        this.driver = driver;
        this.screendump = screendump;
    }

    /** Looks at the picture. */
    static ShowWork of(
            RunOptions options, Path picture, DriverChoice driver, Screendump screendump) {
        PictureFile file = PictureFile.of(picture);
        if (file.width() > PictureMode.LARGEST || file.height() > PictureMode.LARGEST) {
            throw new UsageException(
                    "%s %s has %d x %d pixels; the largest mode has %d x %d"
                            .formatted(
                                    Syntax.SHOW,
                                    picture,
                                    file.width(),
                                    file.height(),
                                    PictureMode.LARGEST,
                                    PictureMode.LARGEST));
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
    public List<Stage> stages(Machine machine) {
        PictureMode mode =
                PictureMode.holding(
                        "%s %s".formatted(Syntax.SHOW, file.file()), file.width(), file.height());
        return List.of(
                new Stage(
                        driver,
                        new PictureShow(
                                file::read,
                                file.file().toString(),
                                mode,
                                List.of(PictureJob.WRITE, PictureJob.READ),
                                driver.type(),
                                () -> screendump.take(machine))));
    }

    @Override
    public void close() {}
}

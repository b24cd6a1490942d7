package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.job.DriverStage;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import java.nio.file.Path;
import java.util.List;

/** A picture goes to the screen and comes back. */
public final class ShowWork implements Work {
    private final DeviceList devices;
    private final String name;
    private final ScanOut.Picture picture;
    private final PictureMode mode;
    private final DriverChoice driver;
    private final Screendump screendump;

    private ShowWork(
            DeviceList devices,
            String name,
            ScanOut.Picture picture,
            PictureMode mode,
            DriverChoice driver,
            Screendump screendump) {
        this.devices = devices;
        this.name = name;
        this.picture = picture;
        this.mode = mode;
        this.driver = driver;
        this.screendump = screendump;
    }

    /** Decodes the picture, so that a broken one is refused before anything runs. */
    public static ShowWork of(
            RunOptions options, Path picture, DriverChoice driver, Screendump screendump) {
        PictureFile file = PictureFile.of(picture);
        PictureMode mode =
                PictureMode.holding(
                        "%s %s".formatted(Syntax.SHOW, picture), file.width(), file.height());
        return new ShowWork(
                DeviceList.of(options).withType(driver.type().deviceType()),
                file.file().toString(),
                file.read(),
                mode,
                driver,
                screendump);
    }

    @Override
    public DeviceList devices() {
        return devices;
    }

    @Override
    public List<Stage> stages(Target target) {
        return List.of(
                new DriverStage(
                        driver,
                        new PictureShow(
                                () -> picture,
                                name,
                                mode,
                                List.of(PictureJob.WRITE, PictureJob.READ),
                                driver.type(),
                                () -> screendump.take(target))));
    }

    @Override
    public void close() {}
}

package dev.dreq.tools.cli.mission;

import dev.dreq.tools.cli.floppy.CardFloppy;
import dev.dreq.tools.cli.floppy.Comparison;
import dev.dreq.tools.cli.floppy.FloppyRead;
import dev.dreq.tools.cli.floppy.FloppyTask;
import dev.dreq.tools.cli.job.DriverStage;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.line.NamedOptions;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.picture.PictureJob;
import dev.dreq.tools.cli.picture.PictureMode;
import dev.dreq.tools.cli.picture.PictureShow;
import dev.dreq.tools.cli.picture.Screendump;
import dev.dreq.tools.cli.picture.TestCard;
import java.nio.file.Path;
import java.util.List;

/**
 * All three kinds of packet-based DMA in one run: a picture is read from a floppy through the
 * system DMA controller, shown by a video miniport's bus master, and read back from the screen by a
 * kernel driver's. On a machine whose display adapter is no bus master the miniport copies instead.
 */
public final class MissionWork implements Work {

    /** Where the screen goes if nothing else is said. */
    public static final Path SCREEN = Path.of("dreq-screen.png");

    private static final String CARD = "the test card";

    private final DriverChoice floppy = choice("floppy");
    private final DriverChoice miniport = choice("display-miniport");
    private final DriverChoice busMaster = choice("busmaster");
    private final DeviceList devices;
    private final CardFloppy medium;
    private final Comparison comparison;
    private final Screendump screendump;

    private MissionWork(DeviceList devices, CardFloppy medium, Screendump screendump) {
        this.medium = medium;
        this.comparison = new Comparison(medium.image().file(), CardFloppy.NAME);
        this.screendump = screendump;
        this.devices =
                devices.withMedium(floppy.type().deviceType(), floppy.drive(), medium.image())
                        .withType(miniport.type().deviceType());
    }

    /** Makes the floppy. */
    public static MissionWork of(RunOptions options, Screendump screendump) throws JobFailure {
        return new MissionWork(DeviceList.of(options), CardFloppy.create(), screendump);
    }

    private static DriverChoice choice(String driver) {
        return DriverChoice.of(NamedOptions.parse(Syntax.DRIVER, driver));
    }

    @Override
    public DeviceList devices() {
        return devices;
    }

    @Override
    public List<Stage> stages(Target target) {
        FloppyPicture read = new FloppyPicture(comparison);
        Stage floppyRead =
                new DriverStage(floppy, new FloppyTask(new FloppyRead(read), floppy.drive()));
        List<PictureJob> there = List.of(PictureJob.WRITE);
        List<PictureJob> back = List.of(PictureJob.READ);
        List<PictureJob> both = List.of(PictureJob.WRITE, PictureJob.READ);
        return target.movesPictures()
                ? List.of(
                        floppyRead,
                        stage(miniport, there, read::picture, target),
                        stage(busMaster, back, read::picture, target))
                : List.of(floppyRead, stage(miniport, both, read::picture, target));
    }

    private Stage stage(
            DriverChoice driver, List<PictureJob> jobs, PictureShow.Source picture, Target target) {
        return new DriverStage(
                driver,
                new PictureShow(
                        picture,
                        CARD,
                        PictureMode.holding(CARD, TestCard.WIDTH, TestCard.HEIGHT),
                        jobs,
                        driver.type(),
                        () -> screendump.take(target)));
    }

    @Override
    public void close() throws JobFailure {
        comparison.close();
        medium.close();
    }
}

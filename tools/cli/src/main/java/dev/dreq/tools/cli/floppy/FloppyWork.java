package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.job.DriverStage;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.line.FloppyImage;
import dev.dreq.tools.cli.line.InputFile;
import dev.dreq.tools.cli.line.OutputFile;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.drivers.floppy.FloppyDriverType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which jobs a run consists of, on which medium, and the files that they hold. */
public final class FloppyWork implements Work {
    private final DeviceList devices;
    private final DriverChoice driver;
    private final List<FloppyJob> jobs = new ArrayList<>();
    private final List<AutoCloseable> held = new ArrayList<>();

    private FloppyWork(DeviceList devices, DriverChoice driver) {
        this.devices = devices;
        this.driver = driver;
    }

    /** Decides; looks at the files, and makes a floppy if there is nothing to do. */
    public static FloppyWork of(RunOptions options, DriverChoice driver) throws JobFailure {
        if (!(driver.type() instanceof FloppyDriverType)) {
            throw new UsageException(
                    "%s %s reads no floppy; give a picture with %s, or %s floppy"
                            .formatted(
                                    Syntax.DRIVER,
                                    driver.given().name(),
                                    Syntax.SHOW,
                                    Syntax.DRIVER));
        }
        String type = driver.type().deviceType();
        DeviceList given = DeviceList.of(options);
        Optional<Path> inDrive = given.medium(type, driver.drive());
        if (options.nothingToDo() && inDrive.isEmpty()) {
            CardFloppy made = CardFloppy.create();
            FloppyWork work =
                    new FloppyWork(given.withMedium(type, driver.drive(), made.image()), driver);
            work.held.add(made);
            work.compare(made.image().file(), CardFloppy.NAME);
            return work;
        }
        FloppyWork work =
                new FloppyWork(
                        options.floppy()
                                .map(image -> given.withMedium(type, driver.drive(), image))
                                .orElse(given),
                        driver);
        @Nullable Path medium =
                options.floppy().map(FloppyImage::file).or(() -> inDrive).orElse(null);
        options.copyFrom().ifPresent(source -> work.write(source, medium));
        options.copyTo().ifPresent(target -> work.read(target, medium));
        if (work.jobs.isEmpty() && medium != null) {
            work.compare(medium, medium.toString());
        }
        return work;
    }

    private void compare(Path medium, String name) {
        Comparison comparison = new Comparison(medium, name);
        held.add(comparison);
        jobs.add(new FloppyRead(comparison));
    }

    private void read(Path target, @Nullable Path medium) {
        refuseSame(Syntax.COPY_TO, target, medium);
        OutputFile file = OutputFile.at(Syntax.COPY_TO, target);
        held.add(file);
        jobs.add(new FloppyRead(new FloppyCopy(file)));
    }

    private void write(Path source, @Nullable Path medium) {
        long size = InputFile.size(Syntax.COPY_FROM, source);
        if (size == 0) {
            throw new UsageException("%s %s is empty".formatted(Syntax.COPY_FROM, source));
        }
        refuseSame(Syntax.COPY_FROM, source, medium);
        if (medium != null && Files.isRegularFile(medium) && size > medium.toFile().length()) {
            throw new UsageException(
                    "%s %s has %d bytes and does not fit on floppy %s, which has %d"
                            .formatted(
                                    Syntax.COPY_FROM,
                                    source,
                                    size,
                                    medium,
                                    medium.toFile().length()));
        }
        jobs.add(new FloppyWrite(source));
    }

    private static void refuseSame(String option, Path file, @Nullable Path medium) {
        if (medium != null && InputFile.same(file, medium)) {
            throw new UsageException(
                    "%s %s is the floppy itself; give another file".formatted(option, file));
        }
    }

    @Override
    public DeviceList devices() {
        return devices;
    }

    @Override
    public List<Stage> stages(Target target) {
        return jobs.stream()
                .<Stage>map(job -> new DriverStage(driver, new FloppyTask(job, driver.drive())))
                .toList();
    }

    @Override
    public void close() throws JobFailure {
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new JobFailure("cleaning up: " + e, e);
            }
        }
    }
}

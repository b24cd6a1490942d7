package dev.dreq.tools.cli.faulty;

import dev.dreq.tools.cli.job.DriverStage;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import java.util.List;

/** A driver that breaks a rule goes its way. */
public record FaultyWork(DeviceList devices, DriverChoice driver, FaultyDriverType type)
        implements Work {

    /** Refuses files, which such a driver has no use for. */
    public static FaultyWork of(RunOptions options, DriverChoice driver, FaultyDriverType type) {
        if (!options.nothingToDo()) {
            throw new UsageException(
                    "%s %s moves bytes of its own; leave out %s, %s and %s"
                            .formatted(
                                    Syntax.DRIVER,
                                    driver.given(),
                                    Syntax.FLOPPY,
                                    Syntax.COPY_TO,
                                    Syntax.COPY_FROM));
        }
        return new FaultyWork(
                DeviceList.of(options).withType(type.deviceType(), type.deviceSettings()),
                driver,
                type);
    }

    @Override
    public List<Stage> stages(Target target) {
        return List.of(new DriverStage(driver, new FaultyTask(type)));
    }

    @Override
    public void close() {}
}

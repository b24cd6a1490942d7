package dev.dreq.tools.cli.run;

import dev.dreq.tools.cli.faulty.FaultyWork;
import dev.dreq.tools.cli.floppy.FloppyWork;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.line.NamedOptions;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.mission.MissionWork;
import dev.dreq.tools.cli.picture.Screendump;
import dev.dreq.tools.cli.picture.ShowWork;
import dev.dreq.tools.cli.probe.ProbeWork;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Chooses what a run consists of. */
final class WorkChoice {
    private static final String DEFAULT_DRIVER = "floppy";

    private WorkChoice() {}

    /** The work that the options ask for. */
    static Work of(RunOptions options, Screendump screendump) throws JobFailure {
        if (options.namesNoJob() && !strangers(options).isEmpty()) {
            return new ProbeWork(DeviceList.of(options), strangers(options));
        }
        if (options.namesNoJob()) {
            return MissionWork.of(options, screendump);
        }
        DriverChoice driver =
                DriverChoice.of(
                        options.driver()
                                .orElseGet(
                                        () -> NamedOptions.parse(Syntax.DRIVER, DEFAULT_DRIVER)));
        if (driver.type() instanceof FaultyDriverType faulty) {
            return FaultyWork.of(options, driver, faulty);
        }
        return options.show().isPresent()
                ? ShowWork.of(options, options.show().get(), driver, screendump)
                : FloppyWork.of(options, driver);
    }

    /** The types of the devices that are asked for and that no driver here is for. */
    private static Set<String> strangers(RunOptions options) {
        Set<String> types = new LinkedHashSet<>();
        options.devices().forEach(device -> types.add(device.name()));
        types.removeAll(DeviceList.DEFAULTS);
        StockDrivers.all().forEach(driver -> types.remove(driver.deviceType()));
        return types;
    }

    /** Where the screen's content goes: a mission keeps it even if nothing is said. */
    static Optional<Path> screen(RunOptions options) {
        return options.namesNoJob() && strangers(options).isEmpty()
                ? options.screendump().or(() -> Optional.of(MissionWork.SCREEN))
                : options.screendump();
    }
}

package dev.dreq.tools.cli;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import dev.dreq.tools.testkit.Firmware;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code dreq run}: builds a machine, runs the jobs on it, and reports. */
final class RunCommand {
    private static final String DEFAULT_DRIVER = "floppy";

    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    RunCommand(PrintStream out, PrintStream err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** Does what was asked; returns the exit status. */
    int run(RunOptions options) throws JobFailure {
        KernelNotes notes = new KernelNotes();
        try {
            run(options, notes);
        } catch (JobFailure | RuntimeException e) {
            if (notes.violations().isEmpty()) {
                throw e;
            }
            throw new BrokenRules(notes.violations(), e);
        }
        if (!notes.violations().isEmpty()) {
            throw new BrokenRules(notes.violations(), null);
        }
        return ExitStatus.OK;
    }

    private void run(RunOptions options, KernelNotes notes) throws JobFailure {
        PluginCatalog catalog = Plugins.catalog(options.pluginPath(), err);
        Screendump screendump = Screendump.to(screen(options));
        try (Work work = work(options, screendump);
                Machine machine = build(options, catalog, work.devices())) {
            checkBufferAbove(options, machine);
            screendump.checkShown(machine);
            List<Stage> stages = work.stages(machine);
            for (Stage stage : stages) {
                stage.task().check(card(stage.driver(), catalog, machine));
            }
            List<JobReport> done = new ArrayList<>();
            try {
                for (Stage stage : stages) {
                    DeviceNode card = card(stage.driver(), catalog, machine);
                    runner(options, stage.driver(), machine, card, notes)
                            .run(stage.task(), done::add);
                }
            } finally {
                try {
                    screendump.take(machine);
                } finally {
                    report(
                            options,
                            new RunReport(
                                    options.memory(),
                                    options.coherent(),
                                    options.seed(),
                                    machine.devices(),
                                    done,
                                    notes.reports(),
                                    screendump.written(),
                                    notes.violations()));
                }
            }
        }
    }

    private static Work work(RunOptions options, Screendump screendump) throws JobFailure {
        if (options.isMission()) {
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

    private static Optional<Path> screen(RunOptions options) {
        return options.isMission()
                ? options.screendump().or(() -> Optional.of(MissionWork.SCREEN))
                : options.screendump();
    }

    private static Machine build(RunOptions options, PluginCatalog catalog, DeviceList devices) {
        Machine.Builder builder =
                Machine.builder()
                        .memory(options.memory())
                        .coherent(options.coherent())
                        .catalog(catalog);
        devices.devices().forEach(device -> builder.device(device.name(), device.properties()));
        return builder.build();
    }

    private static void checkBufferAbove(RunOptions options, Machine machine) {
        long end = machine.bus().ramRanges().stream().mapToLong(RamRange::end).max().orElse(0);
        if (options.bufferAbove() >= end) {
            throw new UsageException(
                    "%s %s is not possible; RAM ends at %s, give less or more memory with %s"
                            .formatted(
                                    Syntax.BUFFER_ABOVE,
                                    Quantity.formatSize(options.bufferAbove()),
                                    Quantity.formatSize(end),
                                    Syntax.MEMORY));
        }
    }

    private static DeviceNode card(DriverChoice driver, PluginCatalog catalog, Machine machine)
            throws JobFailure {
        String type = driver.type().deviceType();
        Optional<DeviceNode> card =
                machine.devices().stream()
                        .filter(node -> node.type().name().equals(type))
                        .findFirst();
        if (card.isEmpty()) {
            throw new JobFailure(
                    "driver %s needs a device of type %s, and the machine has %s%s; add one with --device %s"
                            .formatted(
                                    driver.given(),
                                    type,
                                    names(machine),
                                    dmaToo(machine, catalog, type),
                                    type));
        }
        return card.get();
    }

    private JobRunner runner(
            RunOptions options,
            DriverChoice driver,
            Machine machine,
            DeviceNode card,
            KernelNotes notes) {
        KernelOptions kernel =
                KernelOptions.defaults()
                        .withDmaMapRegisterLimit(options.mapRegisters())
                        .withSeed(options.seed())
                        .withBufferAbove(options.bufferAbove())
                        .withIsaInterrupts(Firmware.interrupts(machine))
                        .withSystemDma(Firmware.systemDma(machine));
        return new JobRunner(machine, card, driver, options.verify().in(kernel), progress, notes);
    }

    private static String names(Machine machine) {
        return machine.devices().isEmpty()
                ? "none"
                : machine.devices().stream()
                        .map(DeviceNode::name)
                        .collect(Collectors.joining(", "));
    }

    /** The next thing that would be missing: a controller for the DMA channel of such a device. */
    private static String dmaToo(Machine machine, PluginCatalog catalog, String type) {
        if (Firmware.hasDmaController(machine)) {
            return "";
        }
        return catalog.find(type)
                .map(DeviceType::provider)
                .filter(IsaDeviceProvider.class::isInstance)
                .map(IsaDeviceProvider.class::cast)
                .flatMap(RunCommand::dmaChannel)
                .map(channel -> ", nor a DMA controller for its DMA channel " + channel)
                .orElse("");
    }

    private static Optional<Integer> dmaChannel(IsaDeviceProvider provider) {
        return provider.claims(Settings.defaults(provider.settings())).stream()
                .filter(IsaClaim.Dma.class::isInstance)
                .flatMap(claim -> ((IsaClaim.Dma) claim).choices().stream())
                .findFirst();
    }

    private void report(RunOptions options, RunReport report) {
        if (options.json()) {
            out.println(JsonReport.of(report));
            for (DeviceNode device : report.devices()) {
                device.fault()
                        .ifPresent(
                                fault ->
                                        err.println(
                                                "dreq: device %s failed and was cut off: %s"
                                                        .formatted(device.name(), fault)));
            }
        } else {
            out.print(TextReport.of(report));
        }
    }
}

package dev.dreq.tools.cli.run;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.cli.job.Card;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.report.DeviceSummary;
import dev.dreq.tools.testkit.Firmware;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine that Dreq emulates, as drivers look for its devices. */
record OwnMachine(Machine machine, PluginCatalog catalog) implements Target {

    @Override
    public CpuBus cpu() {
        return machine.cpu();
    }

    @Override
    public KernelOptions withFirmware(KernelOptions options) {
        return options.withIsaInterrupts(Firmware.interrupts(machine))
                .withSystemDma(Firmware.systemDma(machine));
    }

    @Override
    public Card card(DriverChoice driver) throws JobFailure {
        String type = driver.type().deviceType();
        return machine.devices().stream()
                .filter(node -> node.type().name().equals(type))
                .findFirst()
                .map(node -> new OwnCard(machine, node))
                .orElseThrow(
                        () ->
                                new JobFailure(
                                        "driver %s needs a device of type %s, and the machine has %s%s; add one with --device %s"
                                                .formatted(
                                                        driver.given(),
                                                        type,
                                                        names(),
                                                        dmaToo(type),
                                                        type)));
    }

    private String names() {
        return machine.devices().isEmpty()
                ? "none"
                : machine.devices().stream()
                        .map(DeviceNode::name)
                        .collect(Collectors.joining(", "));
    }

    /** The next thing that would be missing: a controller for the DMA channel of such a device. */
    private String dmaToo(String type) {
        if (Firmware.hasDmaController(machine)) {
            return "";
        }
        return catalog.find(type)
                .map(DeviceType::provider)
                .filter(IsaDeviceProvider.class::isInstance)
                .map(IsaDeviceProvider.class::cast)
                .flatMap(OwnMachine::dmaChannel)
                .map(channel -> ", nor a DMA controller for its DMA channel " + channel)
                .orElse("");
    }

    private static Optional<Integer> dmaChannel(IsaDeviceProvider provider) {
        return provider.claims(Settings.defaults(provider.settings())).stream()
                .filter(IsaClaim.Dma.class::isInstance)
                .flatMap(claim -> ((IsaClaim.Dma) claim).choices().stream())
                .findFirst();
    }

    @Override
    public List<DeviceNode> emulated() {
        return machine.devices();
    }

    @Override
    public List<DeviceSummary> devices() {
        return machine.devices().stream()
                .map(
                        node ->
                                new DeviceSummary(
                                        node.name(),
                                        node.type().name(),
                                        node.grants().stream().map(Object::toString).toList(),
                                        node.faultReport(),
                                        node.guestErrors()))
                .toList();
    }

    @Override
    public boolean movesPictures() {
        return true;
    }

    @Override
    public boolean shows() {
        return screens().findAny().isPresent();
    }

    @Override
    public Optional<ScanOut.Picture> picture() {
        return screens().findFirst().map(ScanOut::picture);
    }

    private Stream<ScanOut> screens() {
        return machine.devices().stream().flatMap(node -> node.ability(ScanOut.class).stream());
    }

    @Override
    public void close() {
        machine.close();
    }
}

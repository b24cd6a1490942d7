package dev.dreq.tools.cli.job;

import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.testkit.Firmware;
import java.util.Optional;
import java.util.stream.Collectors;

/** The devices of a machine, as drivers look for them. */
public record Cards(Machine machine, PluginCatalog catalog) {

    /** The first device of a driver's type; if there is none, all that is missing is told. */
    public DeviceNode of(DriverChoice driver) throws JobFailure {
        String type = driver.type().deviceType();
        return machine.devices().stream()
                .filter(node -> node.type().name().equals(type))
                .findFirst()
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
                .flatMap(Cards::dmaChannel)
                .map(channel -> ", nor a DMA controller for its DMA channel " + channel)
                .orElse("");
    }

    private static Optional<Integer> dmaChannel(IsaDeviceProvider provider) {
        return provider.claims(Settings.defaults(provider.settings())).stream()
                .filter(IsaClaim.Dma.class::isInstance)
                .flatMap(claim -> ((IsaClaim.Dma) claim).choices().stream())
                .findFirst();
    }
}

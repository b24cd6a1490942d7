package dev.dreq.tools.cli.run;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.tools.cli.job.Card;
import dev.dreq.tools.testkit.Firmware;
import java.util.List;
import java.util.Optional;

/** A device of the machine that Dreq emulates. */
record OwnCard(Machine machine, DeviceNode node) implements Card {
    private static final int VRAM_BAR = 0;

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public Optional<DeviceObject> addTo(Kernel kernel, DriverObject driver) {
        return Firmware.addDevice(kernel, driver, machine, node);
    }

    @Override
    public long videoMemory() {
        return node.grants().stream()
                .filter(Grant.Bar.class::isInstance)
                .map(Grant.Bar.class::cast)
                .filter(bar -> bar.bar().index() == VRAM_BAR)
                .mapToLong(bar -> bar.bar().size())
                .findFirst()
                .orElse(0);
    }

    @Override
    public String dmaTrouble(Kernel kernel) {
        List<Integer> channels = channels();
        if (node.grants().stream().anyMatch(Grant.Slot.class::isInstance)) {
            return kernel.dma().refusal().map(why -> "; " + why).orElse("");
        }
        if (channels.isEmpty()) {
            return "; it was granted no DMA channel";
        }
        if (!Firmware.hasDmaController(machine)) {
            return "; no DMA controller serves its DMA channel %d; add one, such as --device i8237"
                    .formatted(channels.get(0));
        }
        return kernel.dma().refusal().map(why -> "; " + why).orElse("");
    }

    private List<Integer> channels() {
        return node.grants().stream()
                .filter(Grant.Dma.class::isInstance)
                .map(grant -> ((Grant.Dma) grant).channel())
                .toList();
    }
}

package dev.dreq.tools.cli.job;

import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What firmware would tell a driver of an ISA card. */
public final class IsaResourceList {

    private IsaResourceList() {}

    /** A card's resources. Firmware lists no DMA channel that nothing serves. */
    static CmResourceList of(Machine machine, DeviceNode card) {
        List<CmResource> resources = new ArrayList<>();
        for (Grant grant : card.grants()) {
            if (grant instanceof Grant.Ports ports) {
                resources.add(new CmResource.Port(ports.range().base(), ports.range().length()));
            } else if (grant instanceof Grant.Irq irq) {
                resources.add(new CmResource.Interrupt(irq.line(), InterruptMode.Latched, false));
            } else if (grant instanceof Grant.Dma dma && hasDmaController(machine)) {
                int channel = systemDma(machine).requestLines().indexOf(dma.channel());
                resources.add(new CmResource.Dma(channel, dma.channel()));
            }
        }
        return CmResourceList.isa(resources.toArray(CmResource[]::new));
    }

    /** The interrupt inputs that cards have. */
    public static List<Integer> interrupts(Machine machine) {
        return machine.devices().stream()
                .flatMap(node -> node.grants().stream())
                .filter(Grant.Irq.class::isInstance)
                .map(grant -> ((Grant.Irq) grant).line())
                .distinct()
                .toList();
    }

    /** Whether a card is the system DMA controller. */
    public static boolean hasDmaController(Machine machine) {
        return dmaController(machine).isPresent();
    }

    private static Optional<DeviceNode> dmaController(Machine machine) {
        return machine.devices().stream()
                .filter(node -> node.grants().stream().anyMatch(Grant.DmaControl.class::isInstance))
                .findFirst();
    }

    /** How the system DMA controller is wired: its interrupt, and its setting request-lines. */
    public static SystemDmaWiring systemDma(Machine machine) {
        DeviceNode controller = dmaController(machine).orElse(null);
        if (controller == null) {
            return SystemDmaWiring.ofPc();
        }
        SystemDmaWiring wiring = SystemDmaWiring.ofPc();
        for (Grant grant : controller.grants()) {
            if (grant instanceof Grant.Irq irq) {
                wiring = wiring.withTerminalCountInterrupt(irq.line());
            }
        }
        String lines = controller.settings().get("request-lines");
        return lines == null
                ? wiring
                : wiring.withRequestLines(lines.chars().map(digit -> digit - '0').boxed().toList());
    }
}

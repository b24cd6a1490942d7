package dev.dreq.tools.testkit;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the firmware of a machine would tell the kernel that runs on it, and its drivers. */
public final class Firmware {

    private Firmware() {}

    /**
     * Gives a device of the machine to a driver: a function that the kernel finds on the PCI bus,
     * or a card that it is told of. Calls AddDevice, in a thread of the kernel.
     *
     * @return the physical device, where requests go; empty if nothing answers in the PCI slot
     */
    public static Optional<DeviceObject> addDevice(
            Kernel kernel, DriverObject driver, Machine machine, DeviceNode node) {
        Optional<Integer> slot =
                node.grants().stream()
                        .filter(Grant.Slot.class::isInstance)
                        .map(grant -> ((Grant.Slot) grant).number())
                        .findFirst();
        if (slot.isEmpty()) {
            return Optional.of(kernel.io().addDevice(driver, resources(machine, node)));
        }
        Optional<DeviceObject> function =
                kernel.pci().enumerate().stream()
                        .filter(found -> found.slot().device() == slot.get())
                        .map(PciDevice::physicalDevice)
                        .findFirst();
        function.ifPresent(device -> kernel.io().addDevice(driver, device));
        return function;
    }

    /** A card's resources. Firmware lists no DMA channel that nothing serves. */
    public static CmResourceList resources(Machine machine, DeviceNode card) {
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

package dev.dreq.tools.cli.probe;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Site;
import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.StatusWords;
import dev.dreq.tools.cli.report.ProbeReport;
import dev.dreq.tools.cli.report.RunLog;
import java.util.List;
import java.util.Optional;

/**
 * Boots a kernel, which finds the devices and gives them what a driver would be started with, and
 * reads their registers. They stay as they are then, so that the report shows where they are.
 */
record ProbeStage(List<DeviceNode> devices) implements Stage {

    @Override
    public void check(Site site) {}

    @Override
    public void run(Site site, RunLog log) throws JobFailure {
        site.boot(
                kernel -> {
                    for (DeviceNode device : devices) {
                        List<String> resources = start(kernel, device);
                        log.add(
                                new ProbeReport(
                                        device,
                                        resources,
                                        new RegisterReader(kernel.bus(), device).readings()));
                        requireWorking(device);
                    }
                });
    }

    /** A card has what it was granted; a function gets its resources from the bus driver. */
    private static List<String> start(Kernel kernel, DeviceNode device) throws JobFailure {
        Optional<Integer> slot =
                device.grants().stream()
                        .filter(Grant.Slot.class::isInstance)
                        .map(grant -> ((Grant.Slot) grant).number())
                        .findFirst();
        if (slot.isEmpty()) {
            return device.grants().stream().map(Grant::toString).toList();
        }
        PciDevice found =
                kernel.pci().enumerate().stream()
                        .filter(function -> function.slot().device() == slot.get())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new JobFailure(
                                                "%s does not answer in its PCI slot"
                                                        .formatted(device.name())));
        NtStatus status = kernel.io().startDevice(found.physicalDevice());
        if (!status.isSuccess()) {
            throw new JobFailure(
                    "%s cannot be started: %s%s"
                            .formatted(
                                    device.name(),
                                    StatusWords.of(status),
                                    found.refusal().map(why -> "; " + why).orElse("")));
        }
        return found.resources().resources().stream().map(ProbeStage::words).toList();
    }

    private static String words(CmResource resource) {
        if (resource instanceof CmResource.Port ports) {
            return "ports %03x-%03x".formatted(ports.start(), ports.start() + ports.length() - 1);
        } else if (resource instanceof CmResource.Memory memory) {
            return "memory %08x-%08x"
                    .formatted(memory.start(), memory.start() + memory.length() - 1);
        } else if (resource instanceof CmResource.Interrupt line) {
            return "IRQ " + line.input();
        } else if (resource instanceof CmResource.MessageInterrupt message) {
            return "interrupt message %02x".formatted(message.vector());
        }
        return resource.toString();
    }

    private static void requireWorking(DeviceNode device) throws JobFailure {
        if (device.fault().isPresent()) {
            throw new JobFailure(
                    "device %s failed and was cut off: %s"
                            .formatted(device.name(), device.fault().get()));
        }
    }
}

package dev.dreq.tools.cli.run;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.cli.report.MachineActivity;
import dev.dreq.tools.testkit.Firmware;

/** Builds the machine of a run, and checks it against what was asked. */
record MachineAssembly(RunOptions options, PluginCatalog catalog, MachineActivity activity) {

    /** A machine of some devices. */
    Machine build(DeviceList devices) {
        Machine.Builder builder =
                Machine.builder()
                        .memory(options.memory())
                        .coherent(options.coherent())
                        .catalog(catalog)
                        .trace(activity);
        devices.devices().forEach(device -> builder.device(device.name(), device.properties()));
        return builder.build();
    }

    /** How kernels on it are to be. */
    KernelOptions kernel(Machine machine) {
        return options.verify()
                .in(
                        KernelOptions.defaults()
                                .withDmaMapRegisterLimit(options.mapRegisters())
                                .withSeed(options.seed())
                                .withDmaAlignment(options.dmaAlignment())
                                .withBufferAbove(options.bufferAbove())
                                .withIsaInterrupts(Firmware.interrupts(machine))
                                .withSystemDma(Firmware.systemDma(machine)));
    }

    /** Refuses a machine without RAM where buffers are to be. */
    void check(Machine machine) {
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
}

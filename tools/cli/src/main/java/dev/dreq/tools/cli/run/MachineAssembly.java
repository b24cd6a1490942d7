package dev.dreq.tools.cli.run;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.RunOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.cli.remote.RemoteMachine;
import dev.dreq.tools.cli.report.MachineActivity;

/** Builds the machine of a run, and checks it against what was asked. */
record MachineAssembly(RunOptions options, PluginCatalog catalog, MachineActivity activity) {

    /** A machine of some devices, as the options say which. */
    Target build(DeviceList devices) throws JobFailure {
        return switch (options.machine().kind()) {
            case OWN -> new OwnMachine(emulated(devices), catalog);
            case QEMU -> RemoteMachine.qemu(options.memory(), devices);
            case QTEST -> RemoteMachine.at(options.machine().address());
        };
    }

    private Machine emulated(DeviceList devices) {
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
    KernelOptions kernel(Target machine) {
        KernelOptions chosen =
                KernelOptions.defaults()
                        .withDmaMapRegisterLimit(options.mapRegisters())
                        .withSeed(options.seed())
                        .withDmaAlignment(options.dmaAlignment())
                        .withBufferAbove(options.bufferAbove());
        return options.verify().in(machine.withFirmware(chosen));
    }

    /** Refuses a machine without RAM where buffers are to be. */
    void check(Target machine) {
        long end = machine.cpu().ramRanges().stream().mapToLong(RamRange::end).max().orElse(0);
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

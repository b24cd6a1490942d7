package dev.dreq.tools.testkit.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.verifier.Violation;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import dev.dreq.tools.drivers.faulty.RoundTrip;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A machine with the device of a faulty driver, and a kernel on it. */
final class FaultyPc implements AutoCloseable {
    private final FaultyDriverType type;
    private final Machine machine;
    private final Kernel kernel;

    /** A sound machine. */
    FaultyPc(String fault, boolean coherent, KernelOptions options) {
        this(fault, PluginCatalog.ofClassPath(), UnaryOperator.identity(), coherent, options);
    }

    /** A machine whose devices are of {@code catalog}, and whose processor sees it so. */
    FaultyPc(
            String fault,
            PluginCatalog catalog,
            UnaryOperator<CpuBus> seen,
            boolean coherent,
            KernelOptions options) {
        type = (FaultyDriverType) StockDrivers.named(FaultyDriverType.NAME + ":" + fault);
        machine =
                Machine.builder()
                        .memory(64 << 20)
                        .coherent(coherent)
                        .catalog(catalog)
                        .device("i8237", Map.of())
                        .device(type.deviceType(), type.deviceSettings())
                        .build();
        kernel = new Kernel(seen.apply(machine.cpu()), options);
    }

    /** From loading the driver to unloading it. */
    RoundTrip run() {
        return kernel.<RoundTrip, RuntimeException>run(
                "a program",
                () -> {
                    DriverObject driver = load();
                    RoundTrip trip = trip(device(driver));
                    kernel.io().unloadDriver(driver);
                    return trip;
                });
    }

    /** The same, but the driver stays. */
    RoundTrip trip() {
        return kernel.<RoundTrip, RuntimeException>run("a program", () -> trip(device(load())));
    }

    private DriverObject load() {
        return kernel.io().loadDriver(type.name(), type.create(Settings.defaults(type.settings())));
    }

    private RoundTrip trip(DeviceObject device) {
        try {
            var started = kernel.io().startDevice(device);
            return started.isSuccess()
                    ? type.roundTrip(kernel, device)
                    : new RoundTrip(started, started, 0);
        } catch (StatusException e) {
            return new RoundTrip(e.status(), e.status(), 0);
        }
    }

    private DeviceObject device(DriverObject driver) {
        DeviceNode card =
                machine.devices().stream()
                        .filter(node -> node.type().name().equals(type.deviceType()))
                        .findFirst()
                        .orElseThrow();
        if (card.grants().stream().noneMatch(Grant.Slot.class::isInstance)) {
            return kernel.io()
                    .addDevice(
                            driver,
                            CmResourceList.isa(
                                    card.grants().stream()
                                            .map(FaultyPc::resource)
                                            .toArray(CmResource[]::new)));
        }
        DeviceObject function =
                kernel.pci().enumerate().stream()
                        .filter(found -> found.matches("PCI\\VEN_1234&DEV_1111"))
                        .findFirst()
                        .orElseThrow()
                        .physicalDevice();
        kernel.io().addDevice(driver, function);
        return function;
    }

    private static CmResource resource(Grant grant) {
        if (grant instanceof Grant.Ports ports) {
            return new CmResource.Port(ports.range().base(), ports.range().length());
        }
        return grant instanceof Grant.Irq irq
                ? new CmResource.Interrupt(irq.line(), InterruptMode.Latched, false)
                : new CmResource.Dma(((Grant.Dma) grant).channel());
    }

    List<Violation> violations() {
        return kernel.verifier().violations();
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}

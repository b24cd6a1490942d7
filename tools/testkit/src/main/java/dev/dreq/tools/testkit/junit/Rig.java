package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.testkit.bus.FaultyBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The machine of one test, and the software on it as far as the test asks for it. */
final class Rig implements AutoCloseable {
    private final OnMachine asked;
    private final LastTransfers transfers = new LastTransfers();
    private final FlightRecording recording;
    private final Machine machine;
    private final KernelOptions options;
    private final Map<DeviceNode, StartedDriver> drivers = new LinkedHashMap<>();
    private CpuBus bus;
    private @Nullable RecordingBus recorded;
    private @Nullable FaultyBus faulty;
    private boolean busIsTaken;
    private @Nullable Kernel kernel;
    private @Nullable Throwable failure;

    Rig(MachineOptions wanted, String test) {
        asked = wanted.asked();
        machine = wanted.machine(transfers);
        try {
            options = wanted.kernel(machine);
        } catch (RuntimeException e) {
            machine.close();
            throw e;
        }
        transfers.timeBy(machine::now);
        bus = machine.cpu();
        recording = FlightRecording.start(test);
    }

    OnMachine asked() {
        return asked;
    }

    LastTransfers transfers() {
        return transfers;
    }

    FlightRecording recording() {
        return recording;
    }

    Machine machine() {
        return machine;
    }

    /** The machine as software sees it, from now on always the same. */
    CpuBus bus() {
        busIsTaken = true;
        return bus;
    }

    RecordingBus recordingBus() {
        if (recorded == null) {
            requireNoSoftware(RecordingBus.class);
            recorded = new RecordingBus(bus);
            bus = recorded;
        }
        return recorded;
    }

    FaultyBus faultyBus() {
        if (faulty == null) {
            requireNoSoftware(FaultyBus.class);
            faulty = new FaultyBus(bus);
            bus = faulty;
        }
        return faulty;
    }

    private void requireNoSoftware(Class<?> wrapper) {
        if (busIsTaken) {
            throw new ParameterResolutionException(
                    "the kernel is on the bus already, without a %s; take that where the kernel, a driver or the bus is first taken, or in a @BeforeEach before"
                            .formatted(wrapper.getSimpleName()));
        }
    }

    /** The kernel; boots the first time. */
    Kernel kernel() {
        if (kernel == null) {
            kernel = new Kernel(bus(), options);
        }
        return kernel;
    }

    /** The kernel, if it runs. */
    Optional<Kernel> running() {
        return Optional.ofNullable(kernel);
    }

    /** A device by its name, or by its type if there is one of it. */
    DeviceNode device(String named) {
        List<DeviceNode> ofType =
                machine.devices().stream()
                        .filter(node -> node.type().name().equals(named))
                        .toList();
        return machine.device(named)
                .or(() -> ofType.size() == 1 ? Optional.of(ofType.get(0)) : Optional.empty())
                .orElseThrow(
                        () ->
                                new ParameterResolutionException(
                                        "\"%s\" names no one device of the machine; there is %s"
                                                .formatted(named, names())));
    }

    /** The machine's only device. */
    DeviceNode onlyDevice() {
        if (machine.devices().size() != 1) {
            throw new ParameterResolutionException(
                    "which device? Say so with @DeviceName; the machine has " + names());
        }
        return machine.devices().get(0);
    }

    private String names() {
        return machine.devices().isEmpty()
                ? "none; add one to devices of @OnMachine"
                : machine.devices().stream()
                        .map(DeviceNode::name)
                        .collect(Collectors.joining(", "));
    }

    /** A device's driver; loads it and starts the device the first time. */
    StartedDriver driver(DeviceNode node, String name, Supplier<DriverEntry> entry) {
        StartedDriver started = drivers.get(node);
        if (started == null) {
            Kernel on = kernel();
            started = on.run(name, () -> StartedDriver.start(on, machine, node, name, entry.get()));
            drivers.put(node, started);
        }
        return started;
    }

    /** Notes why a part of the test failed that JUnit does not count as the test itself. */
    void failed(Throwable thrown) {
        failure = failure == null ? thrown : failure;
    }

    /** Why such a part failed, the first of them. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Unloads the drivers, the last one first, unless one of them has broken a rule. */
    void unload() {
        Kernel on = kernel;
        if (on == null || !on.verifier().violations().isEmpty()) {
            return;
        }
        List<StartedDriver> loaded = new ArrayList<>(drivers.values());
        for (int i = loaded.size() - 1; i >= 0; i--) {
            StartedDriver driver = loaded.get(i);
            on.run(
                    "unload",
                    () -> {
                        driver.unload(on);
                        return driver;
                    });
        }
    }

    @Override
    public void close() {
        try (machine;
                recording) {
            if (kernel != null) {
                kernel.close();
            }
        }
    }
}

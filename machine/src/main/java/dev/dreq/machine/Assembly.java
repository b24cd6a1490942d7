package dev.dreq.machine;

import dev.dreq.machine.io.DeviceSlot;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.isa.CardSlot;
import dev.dreq.machine.pci.FunctionSlot;
import dev.dreq.machine.pci.PciBus;
import dev.dreq.machine.state.SectionReader;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the devices of a machine into their slots. If one cannot be made, those that were are closed
 * again.
 */
final class Assembly {

    private final Machine machine;

    Assembly(Machine machine) {
        this.machine = machine;
    }

    /** How a device comes into being, once it has its slot. */
    private interface Maker {
        void make(DeviceNode node, Fitting fitting);
    }

    /** A slot that fits a device, and how the device is made for it. */
    private record Fitting(
            DeviceSlot slot, Supplier<Device> create, Function<StateReader, Device> restore) {}

    /** Makes all devices in their power-on state. */
    void build() {
        assemble(
                (node, fitting) -> node.attach(fitting.create().get()),
                machine.parts().sequencer::settle);
    }

    /**
     * Makes one more device while the machine runs. If it cannot be placed nothing changes, if it
     * cannot be made its slot is empty.
     */
    DeviceNode plug(MachineConfig.DeviceConfig wanted) {
        DeviceType type = type(wanted.type());
        if (!(type.provider() instanceof PciDeviceProvider)) {
            throw new ConfigurationException(
                    "%s is an ISA card, and the ISA bus takes none while the machine runs: add it when the machine is built"
                            .formatted(type.name()));
        }
        DeviceNode node = make(wanted, (made, fitting) -> made.attach(fitting.create().get()));
        machine.parts().trace.plugged(node.name());
        return node;
    }

    /**
     * Makes all devices in the state that was saved, then the wires; a device that had faulted
     * stays away.
     */
    void restore(SectionReader saved) {
        SectionReader devices = saved.section("devices");
        assemble(
                (node, fitting) -> {
                    SectionReader section = devices.section(node.name());
                    SavedDevice state = new SavedDevice(node, section);
                    state.checkGrants();
                    if (!state.restoreCut()) {
                        node.attach(fitting.restore().apply(section.section("state")));
                    }
                },
                () -> {
                    machine.parts().banks.checkRestored();
                    machine.parts().pci.ifPresent(pci -> pci.restore(saved.section("pci")));
                    SavedWires.restore(machine, saved.section("wires"));
                });
    }

    /** What devices raise while they are made waits in the queue until {@code atLast}. */
    private void assemble(Maker maker, Runnable atLast) {
        boolean done = false;
        try {
            for (MachineConfig.DeviceConfig wanted : machine.config().devices()) {
                make(wanted, maker);
            }
            atLast.run();
            done = true;
        } finally {
            if (!done) {
                machine.close();
            }
        }
    }

    private DeviceNode make(MachineConfig.DeviceConfig wanted, Maker maker) {
        DeviceType type = type(wanted.type());
        String name = wanted.name().orElseGet(() -> name(type.name()));
        try {
            Map<String, String> given = new LinkedHashMap<>(wanted.settings());
            OptionalInt address =
                    type.provider() instanceof PciDeviceProvider
                            ? address(given.remove(MachineConfig.DeviceConfig.ADDRESS))
                            : OptionalInt.empty();
            Settings settings = Settings.parse(type.settings(), given);
            Fitting fitting = fit(type, name, settings, address);
            DeviceNode node = new DeviceNode(type, wanted, settings, fitting.slot());
            machine.add(node);
            boolean made = false;
            try {
                maker.make(node, fitting);
                made = true;
            } finally {
                if (!made) {
                    machine.remove(node);
                }
            }
            return node;
        } catch (ConfigurationException | StateException | OutOfMemoryError known) {
            throw known;
        } catch (SettingException refused) {
            throw new ConfigurationException(
                    "%s: %s".formatted(name, refused.getMessage()), refused);
        } catch (Throwable thrown) {
            throw new ConfigurationException("%s: %s".formatted(name, type.blamed(thrown)), thrown);
        }
    }

    private static OptionalInt address(@Nullable String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        Setting<Integer> slot =
                Setting.hex(MachineConfig.DeviceConfig.ADDRESS, 2, 31, 2, "the PCI slot");
        return OptionalInt.of(slot.parse(text));
    }

    private Fitting fit(DeviceType type, String name, Settings settings, OptionalInt address) {
        Enclosure enclosure = machine.parts().enclosure(name);
        Optional<PciBus> pci = machine.parts().pci;
        if (type.provider() instanceof IsaDeviceProvider provider) {
            CardSlot slot = machine.parts().isa.slot(enclosure, provider.claims(settings));
            return new Fitting(
                    slot,
                    () -> provider.create(settings, slot),
                    state -> provider.restore(settings, slot, state));
        }
        if (type.provider() instanceof PciDeviceProvider provider && pci.isPresent()) {
            FunctionSlot slot = pci.get().slot(enclosure, provider.function(settings), address);
            return new Fitting(
                    slot,
                    () -> provider.create(settings, slot),
                    state -> provider.restore(settings, slot, state));
        }
        throw new ConfigurationException(
                "%s (%s) is for no bus of this machine; it has %s"
                        .formatted(
                                type.name(),
                                type.origin(),
                                pci.isPresent() ? "an ISA and a PCI bus" : "an ISA bus"));
    }

    private DeviceType type(String name) {
        return machine.catalog()
                .find(name)
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        "no device type is named %s; there are: %s"
                                                .formatted(
                                                        name,
                                                        machine.catalog().types().stream()
                                                                .map(DeviceType::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /**
     * The type's name and the first number that no device of the type has; i8237-0, so that numbers
     * stay apart.
     */
    private String name(String type) {
        boolean digit = Character.isDigit(type.charAt(type.length() - 1));
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> type + (digit ? "-" : "") + number)
                .filter(name -> machine.device(name).map(DeviceNode::isUnplugged).orElse(true))
                .findFirst()
                .orElseThrow();
    }
}

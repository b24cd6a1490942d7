package dev.dreq.machine;

import dev.dreq.machine.isa.CardSlot;
import dev.dreq.machine.state.SectionReader;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts the devices of a machine into their slots. If one cannot be made, those that were are closed
 * again.
 */
final class Assembly {

    private final Machine machine;
    private final PluginCatalog catalog;
    private final Map<String, Integer> counts = new HashMap<>();

    Assembly(Machine machine, PluginCatalog catalog) {
        this.machine = machine;
        this.catalog = catalog;
    }

    /** How a device comes into being, once it has its slot. */
    private interface Maker {
        void make(DeviceNode node, IsaDeviceProvider provider, Settings settings);
    }

    /** Makes all devices in their power-on state. */
    void build() {
        assemble(
                (node, provider, settings) -> node.attach(provider.create(settings, node.slot())),
                machine.parts().sequencer::settle);
    }

    /**
     * Makes all devices in the state that was saved, then the wires; a device that had faulted
     * stays away.
     */
    void restore(SectionReader saved) {
        SectionReader devices = saved.section("devices");
        assemble(
                (node, provider, settings) -> {
                    SectionReader section = devices.section(node.name());
                    SavedDevice state = new SavedDevice(node, section);
                    state.checkGrants();
                    if (!state.restoreFault()) {
                        Device device =
                                provider.restore(settings, node.slot(), section.section("state"));
                        node.attach(device);
                    }
                },
                () -> SavedWires.restore(machine, saved.section("wires")));
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

    private void make(MachineConfig.DeviceConfig wanted, Maker maker) {
        DeviceType type = type(wanted.type());
        String name = name(type.name());
        try {
            Settings settings = Settings.parse(type.settings(), wanted.settings());
            IsaDeviceProvider provider = isa(type);
            List<IsaClaim> claims = provider.claims(settings);
            CardSlot slot = machine.parts().isa.slot(machine.parts().enclosure(name), claims);
            DeviceNode node = new DeviceNode(type, wanted.settings(), settings, slot);
            machine.add(node);
            maker.make(node, provider, settings);
        } catch (ConfigurationException | StateException | OutOfMemoryError known) {
            throw known;
        } catch (Throwable thrown) {
            String message = thrown.getMessage();
            throw new ConfigurationException(
                    "%s: %s".formatted(name, message == null ? thrown.toString() : message),
                    thrown);
        }
    }

    private static IsaDeviceProvider isa(DeviceType type) {
        if (type.provider() instanceof IsaDeviceProvider provider) {
            return provider;
        }
        throw new ConfigurationException(
                "%s (%s) is for no bus of this machine; it has an ISA bus"
                        .formatted(type.name(), type.origin()));
    }

    private DeviceType type(String name) {
        return catalog.find(name)
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        "no device type is named %s; there are: %s"
                                                .formatted(
                                                        name,
                                                        catalog.types().stream()
                                                                .map(DeviceType::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /**
     * The type's name and a number that counts devices of the type; i8237-0, so that numbers stay
     * apart.
     */
    private String name(String type) {
        int number = counts.merge(type, 1, Integer::sum) - 1;
        boolean digit = Character.isDigit(type.charAt(type.length() - 1));
        return type + (digit ? "-" : "") + number;
    }
}

package dev.dreq.machine;

import dev.dreq.machine.state.SectionReader;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a machine is made of, saved. */
final class SavedConfig {

    private static final int VERSION = 3;

    /** Before it all machines were coherent. */
    private static final int WITH_COHERENT = 2;

    /** Before it devices had the names and places that they get in their order. */
    private static final int WITH_NAMES = 3;

    private SavedConfig() {}

    /** Writes a machine's configuration, with the devices that it has by now. */
    static void save(MachineConfig config, List<DeviceNode> nodes, StateWriter out) {
        out.version(VERSION);
        out.putLong("memory", config.memory());
        out.putBoolean("pci", config.pci());
        out.putBoolean("coherent", config.coherent());
        StateWriter roms = out.section("roms");
        for (int i = 0; i < config.roms().size(); i++) {
            MachineConfig.Rom rom = config.roms().get(i);
            StateWriter section = roms.section(Integer.toString(i));
            section.putLong("address", rom.address());
            section.putLong("length", rom.image().length);
            section.putBytes("image", rom.image());
        }
        StateWriter devices = out.section("devices");
        for (int i = 0; i < nodes.size(); i++) {
            MachineConfig.DeviceConfig device = nodes.get(i).config();
            StateWriter section = devices.section(Integer.toString(i));
            section.putText("type", device.type());
            section.putText("name", nodes.get(i).name());
            StateWriter settings = section.section("settings");
            device.settings().forEach(settings::putText);
        }
    }

    static MachineConfig restore(SectionReader in) {
        int version = in.version(VERSION);
        List<MachineConfig.Rom> roms = new ArrayList<>();
        SectionReader savedRoms = in.section("roms");
        for (String name : savedRoms.names()) {
            SectionReader rom = savedRoms.section(name);
            int length = rom.getInt("length", 1, MachineConfig.MAX_ROM);
            long address = rom.getLong("address", 0, Long.MAX_VALUE - length - 1);
            roms.add(new MachineConfig.Rom(address, rom.getBytes("image", length)));
        }
        List<MachineConfig.DeviceConfig> devices = new ArrayList<>();
        SectionReader savedDevices = in.section("devices");
        for (String name : savedDevices.names()) {
            SectionReader device = savedDevices.section(name);
            devices.add(
                    new MachineConfig.DeviceConfig(
                            device.getText("type"),
                            version < WITH_NAMES
                                    ? Optional.empty()
                                    : Optional.of(device.getText("name")),
                            settings(device.section("settings"))));
        }
        long memory = in.getLong("memory", MachineConfig.MIN_MEMORY, MachineConfig.MAX_MEMORY);
        if (memory % MachineConfig.MEMORY_STEP != 0) {
            throw new StateException(
                    "a machine with %d bytes of memory was saved".formatted(memory));
        }
        boolean coherent = version < WITH_COHERENT || in.getBoolean("coherent");
        return new MachineConfig(memory, roms, in.getBoolean("pci"), coherent, devices);
    }

    private static Map<String, String> settings(SectionReader in) {
        Map<String, String> settings = new LinkedHashMap<>();
        in.names().forEach(name -> settings.put(name, in.getText(name)));
        return settings;
    }
}

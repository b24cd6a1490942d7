package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceType;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of devices that a client can ask for: those of QEMU that we have, and all of ours. */
final class DeviceModels {

    static final String FLOPPY_CONTROLLER = "isa-fdc";
    static final String FLOPPY = "floppy";
    static final String DISPLAY = "bochs-display";

    private static final ModelProperty SLOT =
            ModelProperty.of(
                    DeviceModel.ADDRESS,
                    PropertyKind.PCI_ADDRESS,
                    PciAddress.ANY,
                    Optional.empty());

    private final Map<String, DeviceModel> models = new LinkedHashMap<>();

    DeviceModels(PluginCatalog catalog) {
        add(
                new DeviceModel(
                        FLOPPY_CONTROLLER,
                        BusKind.ISA,
                        "fdc",
                        List.of(
                                number("iobase", 0x3f0),
                                number("irq", 6),
                                number("dma", 2),
                                driveType("fdtypeA", "auto"),
                                driveType("fdtypeB", "auto"),
                                driveType("fallback", "288")),
                        Map.of("compat", "qemu"),
                        "virtual floppy controller"));
        add(
                new DeviceModel(
                        FLOPPY,
                        BusKind.FLOPPY,
                        "",
                        List.of(
                                ModelProperty.of(
                                        FloppyDrives.UNIT,
                                        PropertyKind.UINT32,
                                        FloppyDrives.ANY_UNIT,
                                        Optional.empty()),
                                ModelProperty.string(
                                        FloppyDrives.DRIVE,
                                        "Node name or ID of a block device to use as a backend"),
                                driveType(FloppyDrives.TYPE, "auto")),
                        Map.of(),
                        "virtual floppy drive"));
        add(
                new DeviceModel(
                        DISPLAY,
                        BusKind.PCI,
                        "display",
                        List.of(
                                ModelProperty.of(
                                        "vgamem",
                                        PropertyKind.VIDEO_MEMORY,
                                        16L << 20,
                                        Optional.of("vram")),
                                ModelProperty.of(
                                        "edid", PropertyKind.BOOL, true, Optional.of("edid")),
                                SLOT),
                        Map.of("msi", "off"),
                        "display adapter with a bus master"));
        catalog.types().forEach(type -> add(own(type)));
    }

    private static ModelProperty number(String name, long defaultValue) {
        return ModelProperty.of(name, PropertyKind.UINT32, defaultValue, Optional.of(name));
    }

    private static ModelProperty driveType(String name, String defaultValue) {
        return ModelProperty.of(name, PropertyKind.DRIVE_TYPE, defaultValue, Optional.empty());
    }

    private static DeviceModel own(DeviceType type) {
        BusKind bus = type.provider() instanceof IsaDeviceProvider ? BusKind.ISA : BusKind.PCI;
        List<ModelProperty> properties = new ArrayList<>();
        for (Setting<?> setting : type.settings()) {
            properties.add(ModelProperty.of(setting));
        }
        if (bus == BusKind.PCI) {
            properties.add(SLOT);
        }
        return new DeviceModel(type.name(), bus, type.name(), properties, Map.of(), type.summary());
    }

    private void add(DeviceModel model) {
        models.putIfAbsent(model.name(), model);
    }

    /** All, QEMU's first. */
    Collection<DeviceModel> all() {
        return Collections.unmodifiableCollection(models.values());
    }

    /**
     * The model of a name.
     *
     * @throws QemuError if there is none
     */
    DeviceModel named(String driver) {
        DeviceModel model = models.get(driver);
        if (model == null) {
            throw QemuError.generic("'%s' is not a valid device model name".formatted(driver));
        }
        return model;
    }
}

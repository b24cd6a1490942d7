package dev.dreq.tools.remote.pc;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.tools.remote.board.EjectPort;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a machine together as QEMU's command line describes one. */
final class PcAssembly {

    private static final long FIRMWARE_END = 1L << 32;
    private static final Map<String, String> LIKE_QEMU = Map.of("compat", "qemu");

    private final PcOptions options;
    private final DeviceModels models;
    private final Map<String, BlockOption> blocks = new LinkedHashMap<>();
    private final FloppyDrives floppies = new FloppyDrives();
    private final InterruptPins pins = new InterruptPins();
    private final List<Placement> placements = new ArrayList<>();

    /** Gives the object of a device its place, once the device is made. */
    @FunctionalInterface
    private interface Placement {
        void place(PcObjects objects, DeviceNode node);
    }

    PcAssembly(PcOptions options) {
        this.options = options;
        this.models = new DeviceModels(options.catalog());
    }

    /**
     * Makes the machine.
     *
     * @throws QemuError if it cannot be
     */
    PcParts build() {
        options.blocks().forEach(this::addBlock);
        addFloppies();
        Machine.Builder builder =
                Machine.builder()
                        .memory(options.memory())
                        .catalog(options.catalog())
                        .trace(new PinTrace(pins));
        Optional<byte[]> image = firmware();
        image.ifPresent(bytes -> builder.rom(FIRMWARE_END - bytes.length, bytes));
        addDevices(builder);
        try {
            return place(
                    builder.build(),
                    image.map(b -> new RamRange(FIRMWARE_END - b.length, b.length)));
        } catch (ConfigurationException refused) {
            throw QemuError.because(refused);
        }
    }

    private PcParts place(Machine machine, Optional<RamRange> firmware) {
        PcObjects objects = new PcObjects(pins, machine.bus());
        for (int i = 0; i < placements.size(); i++) {
            placements.get(i).place(objects, machine.devices().get(i));
        }
        EjectPort ejectPort =
                machine.devices().stream()
                        .flatMap(node -> node.ability(EjectPort.class).stream())
                        .findFirst()
                        .orElseThrow();
        new CmosMemory(machine.bus()).write(options.memory(), floppyTypes(objects));
        return new PcParts(machine, objects, pins, models, ejectPort, firmware);
    }

    /** The types of the floppy drives by unit. */
    private SortedMap<Integer, String> floppyTypes(PcObjects objects) {
        SortedMap<Integer, String> types = new TreeMap<>();
        for (QomObject object : objects.tree().root().all()) {
            object.ability(BlockBackend.class)
                    .map(BlockBackend::drive)
                    .ifPresent(
                            drive ->
                                    types.put(
                                            drive.name().equals("a") ? 0 : 1,
                                            drive.builtFor().orElse("auto")));
        }
        return types;
    }

    private void addBlock(BlockOption block) {
        if (blocks.putIfAbsent(block.id(), block) != null) {
            throw QemuError.generic("Duplicate ID '%s' for drive".formatted(block.id()));
        }
    }

    private void addFloppies() {
        for (BlockOption block : options.blocks()) {
            block.floppy().ifPresent(unit -> floppies.add(unit, block));
        }
        boolean named = names(DeviceModels.FLOPPY) || names(DeviceModels.FLOPPY_CONTROLLER);
        if (options.hasDefaults() && !named && !floppies.byUnit().containsKey(0)) {
            floppies.add(0, new BlockOption("floppy0", OptionalInt.of(0), Optional.empty()));
        }
        for (DeviceOption device : options.devices()) {
            if (device.driver().equals(DeviceModels.FLOPPY)) {
                floppies.add(models.named(DeviceModels.FLOPPY), withGlobals(device), blocks);
            }
        }
    }

    /** Whether the command line says anything of a driver. */
    private boolean names(String driver) {
        return !options.globals(driver).isEmpty()
                || options.devices().stream().anyMatch(device -> device.driver().equals(driver));
    }

    private DeviceOption withGlobals(DeviceOption device) {
        Map<String, String> properties = new LinkedHashMap<>(options.globals(device.driver()));
        properties.putAll(device.properties());
        return new DeviceOption(device.driver(), device.id(), properties);
    }

    private Optional<byte[]> firmware() {
        return options.firmware()
                .map(
                        image -> {
                            try {
                                return Files.readAllBytes(image);
                            } catch (IOException e) {
                                throw QemuError.generic(
                                        "could not load PC BIOS '%s'".formatted(image));
                            }
                        });
    }

    private void addDevices(Machine.Builder builder) {
        add(builder, "i8237", LIKE_QEMU, PcObjects::addDma);
        add(builder, "cmos", Map.of(), (objects, node) -> objects.addBoard(PcTypes.CMOS, node));
        add(
                builder,
                "pci-hotplug",
                Map.of(),
                (objects, node) -> objects.addBoard("pci-hotplug", node));
        addFloppyController(builder);
        if (options.hasDisplay()) {
            add(builder, new DeviceOption(DeviceModels.DISPLAY, Optional.empty(), Map.of()), true);
        }
        for (DeviceOption device : options.devices()) {
            if (!device.driver().equals(DeviceModels.FLOPPY)) {
                add(builder, device, false);
            }
        }
    }

    private void add(
            Machine.Builder builder,
            String type,
            Map<String, String> settings,
            Placement placement) {
        builder.device(type, settings);
        placements.add(placement);
    }

    private void addFloppyController(Machine.Builder builder) {
        DeviceModel model = models.named(DeviceModels.FLOPPY_CONTROLLER);
        Map<String, Object> values = model.values(options.globals(model.name()));
        Map<String, String> settings = model.settings(values);
        settings.putAll(floppies.settings(values));
        add(
                builder,
                model.pluginType(),
                settings,
                (objects, node) -> {
                    objects.addFloppyController(
                            new PcDevice(
                                    Optional.empty(), model, values, Optional.of(node), false));
                    node.ability(MediaHolder.class)
                            .map(MediaHolder::drives)
                            .orElse(List.of())
                            .forEach(drive -> addFloppy(objects, drive));
                });
    }

    private void addFloppy(PcObjects objects, MediaDrive drive) {
        int unit = drive.name().equals("a") ? 0 : 1;
        FloppyDrives.Drive wanted = floppies.byUnit().getOrDefault(unit, FloppyDrives.Drive.NONE);
        objects.addFloppy(
                new PcDevice(
                        wanted.device().flatMap(DeviceOption::id),
                        models.named(DeviceModels.FLOPPY),
                        Map.of(FloppyDrives.UNIT, (long) unit),
                        Optional.empty(),
                        false),
                wanted.device().isEmpty(),
                wanted.block().map(BlockOption::id),
                drive);
    }

    private void add(Machine.Builder builder, DeviceOption option, boolean always) {
        NewDevice device = NewDevice.of(models, withGlobals(option));
        add(
                builder,
                device.model().pluginType(),
                device.settings(),
                (objects, node) -> objects.add(device.on(node, false), always));
    }

    /** Lets the machine's interrupt inputs drive the pins. */
    private record PinTrace(InterruptPins pins) implements Trace {
        @Override
        public void interrupt(String device, int input, boolean level) {
            pins.drive(input, level ? 1 : 0);
        }
    }
}

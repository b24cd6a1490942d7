package dev.dreq.tools.remote.pc;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.qom.QomTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts a machine together as QEMU's command line describes one. */
final class PcAssembly {

    private static final long FIRMWARE_END = 1L << 32;
    private static final Map<String, String> LIKE_QEMU = Map.of("compat", "qemu");

    private final PcOptions options;
    private final DeviceModels models;
    private final Map<String, BlockOption> blocks = new LinkedHashMap<>();
    private final FloppyDrives floppies = new FloppyDrives();
    private final InterruptPins pins = new InterruptPins();
    private final QomTree objects = new QomTree();
    private final List<Made> made = new ArrayList<>();

    /** A device that the machine gets, and where its object goes. */
    private record Made(String type, Optional<DeviceOption> option) {}

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
        firmware(builder);
        addDevices(builder);
        try {
            Machine machine = builder.build();
            place(machine);
            return new PcParts(machine, objects, pins, models);
        } catch (ConfigurationException refused) {
            throw QemuError.because(refused);
        }
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
        boolean named =
                options.devices().stream()
                        .map(DeviceOption::driver)
                        .anyMatch(
                                driver ->
                                        driver.equals(DeviceModels.FLOPPY)
                                                || driver.equals(DeviceModels.FLOPPY_CONTROLLER));
        if (options.hasDefaults() && !named && !floppies.byUnit().containsKey(0)) {
            floppies.add(0, new BlockOption("floppy0", OptionalInt.of(0), Optional.empty()));
        }
        for (DeviceOption device : options.devices()) {
            if (device.driver().equals(DeviceModels.FLOPPY)) {
                floppies.add(models.named(DeviceModels.FLOPPY), withGlobals(device), blocks);
            }
        }
    }

    private DeviceOption withGlobals(DeviceOption device) {
        Map<String, String> properties = new LinkedHashMap<>(options.globals(device.driver()));
        properties.putAll(device.properties());
        return new DeviceOption(device.driver(), device.id(), properties);
    }

    private void firmware(Machine.Builder builder) {
        if (options.firmware().isEmpty()) {
            return;
        }
        Path image = options.firmware().get();
        try {
            byte[] bytes = Files.readAllBytes(image);
            builder.rom(FIRMWARE_END - bytes.length, bytes);
        } catch (IOException e) {
            throw QemuError.generic("could not load PC BIOS '%s'".formatted(image));
        }
    }

    private void addDevices(Machine.Builder builder) {
        builder.device("i8237", LIKE_QEMU);
        made.add(new Made("i8257", Optional.empty()));
        DeviceModel controller = models.named(DeviceModels.FLOPPY_CONTROLLER);
        Map<String, Object> values =
                controller.values(options.globals(DeviceModels.FLOPPY_CONTROLLER));
        Map<String, String> settings = controller.settings(values);
        settings.putAll(floppies.settings(values));
        builder.device(controller.pluginType(), settings);
        made.add(new Made(controller.name(), Optional.empty()));
        if (options.hasDisplay()) {
            add(builder, new DeviceOption(DeviceModels.DISPLAY, Optional.empty(), Map.of()), true);
        }
        for (DeviceOption device : options.devices()) {
            if (!device.driver().equals(DeviceModels.FLOPPY)) {
                add(builder, device, false);
            }
        }
    }

    private void add(Machine.Builder builder, DeviceOption device, boolean always) {
        DeviceModel model = models.named(device.driver());
        Map<String, Object> values = model.values(withGlobals(device).properties());
        Map<String, String> settings = model.settings(values);
        long address = (Long) values.getOrDefault(DeviceModel.ADDRESS, PciAddress.ANY);
        if (address != PciAddress.ANY) {
            settings.put(DeviceModel.ADDRESS, "0x%x".formatted(PciAddress.slot(address)));
        }
        builder.device(model.pluginType(), settings);
        made.add(new Made(model.name(), always ? Optional.empty() : Optional.of(device)));
    }

    private void place(Machine machine) {
        QomObject pc = objects.root().add("machine", new QomObject("pc-i440fx-7.2-machine"));
        QomObject bridge = pc.add("i440fx", new QomObject("i440FX-pcihost"));
        bridge.add("ioapic", new QomObject("ioapic", pins));
        bridge.add("pci.0", new QomObject("PCI"));
        QomObject peripheral = pc.add("peripheral", new QomObject("container"));
        QomObject anonymous = pc.add("peripheral-anon", new QomObject("container"));
        QomObject unattached = pc.add("unattached", new QomObject("container"));
        for (int i = 0; i < made.size(); i++) {
            DeviceNode node = machine.devices().get(i);
            Made device = made.get(i);
            QomObject object = new QomObject(device.type(), node);
            place(device.option(), object, peripheral, anonymous, unattached);
            if (i == 1) {
                object.add("floppy-bus.0", new QomObject("floppy-bus"));
                List<MediaDrive> drives = node.ability(MediaHolder.class).orElseThrow().drives();
                int[] next = {0};
                floppies.byUnit()
                        .forEach(
                                (unit, drive) ->
                                        place(
                                                drive.device(),
                                                new QomObject(
                                                        DeviceModels.FLOPPY, drives.get(next[0]++)),
                                                peripheral,
                                                anonymous,
                                                unattached));
            }
        }
    }

    private static void place(
            Optional<DeviceOption> option,
            QomObject object,
            QomObject peripheral,
            QomObject anonymous,
            QomObject unattached) {
        if (option.isEmpty()) {
            unattached.addNumbered("device", object);
        } else if (option.get().id().isEmpty()) {
            anonymous.addNumbered("device", object);
        } else {
            peripheral.add(option.get().id().get(), object);
        }
    }

    /** Lets the machine's interrupt inputs drive the pins. */
    private record PinTrace(InterruptPins pins) implements Trace {
        @Override
        public void interrupt(String device, int input, boolean level) {
            pins.drive(input, level ? 1 : 0);
        }
    }
}

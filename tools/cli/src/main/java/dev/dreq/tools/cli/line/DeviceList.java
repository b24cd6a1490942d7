package dev.dreq.tools.cli.line;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices to build a machine of, those that choose first among resources first. */
public record DeviceList(List<NamedOptions> devices) {

    /** The types of the devices that a machine has if nothing else is said. */
    public static final List<String> DEFAULTS = List.of("i8237", "fdc");

    /** A list that nobody changes. */
    public DeviceList {
        devices = List.copyOf(devices);
    }

    /** The default devices of types that are not asked for, then those asked for. */
    public static DeviceList of(RunOptions options) {
        List<NamedOptions> all = new ArrayList<>();
        if (!options.noDefaults()) {
            DEFAULTS.stream()
                    .filter(
                            type ->
                                    options.devices().stream()
                                            .noneMatch(d -> d.name().equals(type)))
                    .map(type -> new NamedOptions("default", type, Map.of()))
                    .forEach(all::add);
        }
        all.addAll(options.devices());
        return new DeviceList(all);
    }

    /** The same with a device of a type, if there is none. */
    public DeviceList withType(String type) {
        return withType(type, Map.of());
    }

    /** The same with a device of a type and its settings, if there is none of the type. */
    public DeviceList withType(String type, Map<String, String> settings) {
        if (devices.stream().anyMatch(device -> device.name().equals(type))) {
            return this;
        }
        List<NamedOptions> more = new ArrayList<>(devices);
        more.add(new NamedOptions("default", type, settings));
        return new DeviceList(more);
    }

    /** The image in a drive of the first device of a type. */
    public Optional<Path> medium(String type, String drive) {
        return devices.stream()
                .filter(device -> device.name().equals(type))
                .findFirst()
                .flatMap(device -> Optional.ofNullable(device.properties().get("drive-" + drive)))
                .map(text -> InputFile.path(Syntax.DEVICE, text));
    }

    /**
     * The same with an image in a drive of the first device of a type; if there is none, the same.
     */
    public DeviceList withMedium(String type, String drive, FloppyImage image) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("drive-" + drive, image.file().toString());
        if (image.readOnly()) {
            settings.put("readonly-" + drive, "on");
        }
        List<NamedOptions> changed = new ArrayList<>(devices);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).name().equals(type)) {
                changed.set(i, changed.get(i).with(Syntax.FLOPPY, settings));
                break;
            }
        }
        return new DeviceList(changed);
    }
}

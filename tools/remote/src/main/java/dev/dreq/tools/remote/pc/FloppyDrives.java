package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The drives on the bus of the floppy controller, as they are asked for. */
final class FloppyDrives {

    static final String UNIT = "unit";
    static final String DRIVE = "drive";
    static final String TYPE = "drive-type";
    static final long ANY_UNIT = 0xffff_ffffL;

    private static final String AUTO = "auto";
    private static final int UNITS = 2;

    /**
     * A drive.
     *
     * @param device as a client asked for it; empty for one that the machine always has
     * @param block the block device behind it; empty for none
     * @param type 120, 144, 288, none or auto
     */
    record Drive(Optional<DeviceOption> device, Optional<BlockOption> block, String type) {

        /** One of which nothing was said. */
        static final Drive NONE = new Drive(Optional.empty(), Optional.empty(), AUTO);
    }

    private final SortedMap<Integer, Drive> drives = new TreeMap<>();

    /** The drives by unit. */
    SortedMap<Integer, Drive> byUnit() {
        return drives;
    }

    /** Adds a drive that the machine has without a {@code -device} for it. */
    void add(int unit, BlockOption block) {
        put(unit, new Drive(Optional.empty(), Optional.of(block), AUTO));
    }

    /** Adds a drive that a client asked for. */
    void add(DeviceModel model, DeviceOption option, Map<String, BlockOption> blocks) {
        Map<String, Object> values = model.values(option.properties());
        long unit = (Long) values.getOrDefault(UNIT, ANY_UNIT);
        if (unit == ANY_UNIT) {
            unit = firstFree();
        }
        if (unit >= UNITS) {
            throw QemuError.generic(
                    "Can't create floppy unit %d, bus supports only %d units"
                            .formatted(unit, UNITS));
        }
        Optional<BlockOption> block =
                Optional.ofNullable(values.get(DRIVE)).map(id -> block(id.toString(), blocks));
        put(
                (int) unit,
                new Drive(Optional.of(option), block, values.getOrDefault(TYPE, AUTO).toString()));
    }

    private long firstFree() {
        long unit = 0;
        while (drives.containsKey((int) unit)) {
            unit++;
        }
        return unit;
    }

    private void put(int unit, Drive drive) {
        if (drives.putIfAbsent(unit, drive) != null) {
            throw QemuError.generic("Floppy unit %d is in use".formatted(unit));
        }
    }

    private static BlockOption block(String id, Map<String, BlockOption> blocks) {
        BlockOption block = blocks.get(id);
        if (block == null) {
            throw QemuError.generic("Property 'floppy.drive' can't find value '%s'".formatted(id));
        }
        return block;
    }

    /**
     * What our controller is to be told of its drives.
     *
     * @param controller values of the controller's properties
     */
    Map<String, String> settings(Map<String, Object> controller) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int unit = 0; unit < UNITS; unit++) {
            String letter = unit == 0 ? "a" : "b";
            Drive drive = drives.get(unit);
            settings.put("type-" + letter, drive == null ? "none" : type(unit, drive, controller));
            if (drive != null) {
                drive.block()
                        .flatMap(BlockOption::medium)
                        .ifPresent(medium -> settings.putAll(medium(letter, medium)));
            }
        }
        return settings;
    }

    private static String type(int unit, Drive drive, Map<String, Object> controller) {
        String named = drive.type();
        if (named.equals(AUTO)) {
            named = controller.getOrDefault(unit == 0 ? "fdtypeA" : "fdtypeB", AUTO).toString();
        }
        boolean empty = drive.block().flatMap(BlockOption::medium).isEmpty();
        return named.equals(AUTO) && empty
                ? controller.getOrDefault("fallback", "288").toString()
                : named;
    }

    private static Map<String, String> medium(String letter, Medium medium) {
        return Map.of(
                "drive-" + letter,
                medium.image().toString(),
                "readonly-" + letter,
                medium.readOnly() ? "on" : "off");
    }
}

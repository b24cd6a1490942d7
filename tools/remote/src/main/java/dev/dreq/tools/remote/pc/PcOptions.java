package dev.dreq.tools.remote.pc;

import dev.dreq.machine.PluginCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the command line says of a machine. */
public final class PcOptions {

    private static final long MIB = 1L << 20;

    private long memory = 128 * MIB;
    private boolean defaults = true;
    private boolean display = true;
    private boolean paused;
    private @Nullable String name;
    private @Nullable UUID uuid;
    private @Nullable Path firmware;
    private PluginCatalog catalog = PluginCatalog.ofClassPath();
    private final List<DeviceOption> devices = new ArrayList<>();
    private final List<BlockOption> blocks = new ArrayList<>();
    private final Map<String, Map<String, String>> globals = new LinkedHashMap<>();

    /** {@code -m}: bytes of memory. */
    public PcOptions memory(long bytes) {
        memory = bytes;
        return this;
    }

    /** {@code -nodefaults}: no display adapter and no floppy drive but those that are named. */
    public PcOptions withoutDefaults() {
        defaults = false;
        return this;
    }

    /** {@code -vga none}: no display adapter but those that are named. */
    public PcOptions withoutDisplay() {
        display = false;
        return this;
    }

    /** {@code -S}: do not start. */
    public PcOptions paused() {
        paused = true;
        return this;
    }

    /** {@code -name}. */
    public PcOptions name(String guest) {
        name = guest;
        return this;
    }

    /** {@code -uuid}. */
    public PcOptions uuid(UUID ofMachine) {
        uuid = ofMachine;
        return this;
    }

    /** {@code -bios}: an image that ends at 4 GiB. */
    public PcOptions firmware(Path image) {
        firmware = image;
        return this;
    }

    /** Where device types come from; the class path until something else is said. */
    public PcOptions catalog(PluginCatalog types) {
        catalog = types;
        return this;
    }

    /** {@code -device}. */
    public PcOptions device(DeviceOption device) {
        devices.add(device);
        return this;
    }

    /** {@code -drive}, {@code -fda}, {@code -fdb}, {@code -blockdev}. */
    public PcOptions block(BlockOption block) {
        blocks.add(block);
        return this;
    }

    /** {@code -global DRIVER.PROPERTY=VALUE}. */
    public PcOptions global(String driver, String property, String value) {
        globals.computeIfAbsent(driver, any -> new LinkedHashMap<>()).put(property, value);
        return this;
    }

    long memory() {
        return memory;
    }

    boolean hasDefaults() {
        return defaults;
    }

    boolean hasDisplay() {
        return defaults && display;
    }

    boolean isPaused() {
        return paused;
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    Optional<UUID> uuid() {
        return Optional.ofNullable(uuid);
    }

    Optional<Path> firmware() {
        return Optional.ofNullable(firmware);
    }

    PluginCatalog catalog() {
        return catalog;
    }

    List<DeviceOption> devices() {
        return devices;
    }

    List<BlockOption> blocks() {
        return blocks;
    }

    Map<String, String> globals(String driver) {
        return globals.getOrDefault(driver, Map.of());
    }
}

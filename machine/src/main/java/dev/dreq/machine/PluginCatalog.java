package dev.dreq.machine;

import dev.dreq.machine.plugin.Findings;
import dev.dreq.machine.plugin.PluginFolder;
import dev.dreq.machine.plugin.StockPlugins;
import dev.dreq.plugin.DeviceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The device types that can be had, and what could not be loaded. A catalog never changes; those
 * with more in them are new ones. One catalog serves many machines.
 */
public final class PluginCatalog {

    private static final String BUILT_IN = "built in";

    private final Map<String, DeviceType> types = new LinkedHashMap<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginCatalog() {}

    /** The types whose providers are on the class path or the module path, by name. */
    public static PluginCatalog ofClassPath() {
        Findings found = new Findings();
        StockPlugins.find(BUILT_IN, found);
        return new PluginCatalog().with(found);
    }

    /** The types of given providers. */
    public static PluginCatalog of(DeviceProvider... providers) {
        Findings found = new Findings();
        for (DeviceProvider provider : providers) {
            found.add(provider, BUILT_IN);
        }
        return new PluginCatalog().with(found);
    }

    /**
     * This catalog and what a plugin folder holds. The folder's jars with a provider entry are
     * plugins, each with a class loader of its own that sees the jar, the jars in the folder's
     * {@code lib}, the JDK and {@code dev.dreq.plugin}; other jars are ignored. What cannot be
     * loaded, and a type that is already there, becomes a problem.
     */
    public PluginCatalog withFolder(Path folder) {
        Findings found = new Findings();
        PluginFolder.find(folder, found);
        return with(found);
    }

    private PluginCatalog with(Findings found) {
        PluginCatalog merged = new PluginCatalog();
        merged.types.putAll(types);
        merged.problems.addAll(problems);
        merged.problems.addAll(found.problems());
        for (DeviceType type : found.types()) {
            DeviceType other = merged.types.putIfAbsent(type.name(), type);
            if (other != null) {
                merged.problems.add(
                        new PluginProblem(
                                type.origin(),
                                type.name(),
                                "there is a device type of this name already, from "
                                        + other.origin()));
            }
        }
        return merged;
    }

    /** The device types by name. */
    public List<DeviceType> types() {
        return types.values().stream().sorted(Comparator.comparing(DeviceType::name)).toList();
    }

    /** The providers of the device types, by the types' names. */
    public List<DeviceProvider> providers() {
        return types().stream().map(DeviceType::provider).toList();
    }

    /** What could not be loaded. */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }

    /** The device type of a name. */
    public Optional<DeviceType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }
}

package dev.dreq.machine.plugin;

import dev.dreq.machine.DeviceType;
import dev.dreq.machine.PluginProblem;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.settings.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a search for plugins found: device types, and problems in place of those that could not be
 * had.
 */
public final class Findings {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final List<DeviceType> types = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    /** Asks a provider for its type; if it does not answer properly that is a problem. */
    public void add(DeviceProvider provider, String origin) {
        try {
            DeviceType type =
                    new DeviceType(
                            provider.type(),
                            provider.summary(),
                            provider.settings(),
                            provider,
                            origin);
            check(type);
            types.add(type);
        } catch (OutOfMemoryError noMemory) {
            throw noMemory;
        } catch (Throwable thrown) {
            problem(origin, provider.getClass().getName(), reason(thrown));
        }
    }

    private static void check(DeviceType type) {
        if (!NAME.matcher(type.name()).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a device type; it takes lower case, digits and -"
                            .formatted(type.name()));
        }
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : type.settings()) {
            if (!names.add(setting.name())) {
                throw new IllegalArgumentException(
                        "device type %s has two settings named %s"
                                .formatted(type.name(), setting.name()));
            }
        }
    }

    void problem(String origin, String provider, String reason) {
        problems.add(new PluginProblem(origin, provider, reason));
    }

    /** What was thrown, in one line: the innermost reason says most. */
    static String reason(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < 16 && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        String kind = inner.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message.lines().findFirst().orElse("");
    }

    /** The device types in the order in which they were found. */
    public List<DeviceType> types() {
        return types;
    }

    /** The problems in the order in which they were found. */
    public List<PluginProblem> problems() {
        return problems;
    }
}

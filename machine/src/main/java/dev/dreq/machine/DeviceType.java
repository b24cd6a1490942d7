package dev.dreq.machine;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.settings.Setting;
import java.util.List;

/**
 * A device type that a machine can have.
 *
 * @param name as {@code --device NAME} gives it
 * @param summary what the device is, in one line
 * @param settings what can be set, in the order in which to show it
 * @param provider makes the devices
 * @param origin where it was found: {@code built in}, or the name of a jar
 */
public record DeviceType(
        String name,
        String summary,
        List<Setting<?>> settings,
        DeviceProvider provider,
        String origin) {

    public DeviceType {
        settings = List.copyOf(settings);
    }

    /** What somebody threw who is of this type, in words, with whose code that is. */
    String blamed(Throwable thrown) {
        return "%s (device type %s, %s)".formatted(thrown, name, origin);
    }
}

package dev.dreq.plugin;

import dev.dreq.plugin.settings.Setting;
import java.util.List;

/**
 * Names a device type. A plugin jar lists its providers under this interface's name, as {@link
 * java.util.ServiceLoader} wants it; each also implements the interface of its bus, such as {@link
 * dev.dreq.plugin.isa.IsaDeviceProvider}.
 */
public interface DeviceProvider {

    /** The type's name, as {@code --device TYPE} gives it: lower case, unique among all plugins. */
    String type();

    /** What the device is, in one line. */
    String summary();

    /** What can be set, in the order in which to show it. */
    default List<Setting<?>> settings() {
        return List.of();
    }
}

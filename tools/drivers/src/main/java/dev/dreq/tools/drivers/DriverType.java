package dev.dreq.tools.drivers;

import dev.dreq.hal.io.DriverEntry;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import java.util.List;

/** Names a driver, says what can be set, and makes it ready to be loaded. */
public interface DriverType {

    /** The driver's name, as {@code --driver NAME} gives it: lower case. */
    String name();

    /** What the driver is, in one line. */
    String summary();

    /** The type of the devices that it drives, such as {@code fdc}. */
    String deviceType();

    /** What can be set, in the order in which to show it. */
    List<Setting<?>> settings();

    /**
     * The driver's first routine, to be handed to {@code kernel.io().loadDriver}; once for each
     * kernel.
     */
    DriverEntry create(Settings settings);

    /** The same with the default settings. */
    default DriverEntry create() {
        return create(Settings.defaults(settings()));
    }
}

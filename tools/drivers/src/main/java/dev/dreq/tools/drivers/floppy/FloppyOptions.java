package dev.dreq.tools.drivers.floppy;

import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StartMode;

/**
 * The driver's settings.
 *
 * @param start who asks for the adapter channel
 * @param unit the drive, 0..3
 * @param retries how often an operation is tried again
 * @param timeoutMillis how long to wait for an interrupt
 * @param spinUpMillis how long a motor takes to turn evenly
 * @param spinDownMillis how long a motor runs on without work
 */
record FloppyOptions(
        StartMode start,
        int unit,
        int retries,
        int timeoutMillis,
        int spinUpMillis,
        int spinDownMillis) {

    static FloppyOptions of(Settings settings) {
        return new FloppyOptions(
                settings.get(FloppyDriverType.START),
                settings.get(FloppyDriverType.UNIT),
                settings.get(FloppyDriverType.RETRIES),
                settings.get(FloppyDriverType.TIMEOUT),
                settings.get(FloppyDriverType.SPIN_UP),
                settings.get(FloppyDriverType.SPIN_DOWN));
    }
}

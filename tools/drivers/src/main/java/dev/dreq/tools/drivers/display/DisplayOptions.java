package dev.dreq.tools.drivers.display;

import dev.dreq.plugin.settings.Settings;

/**
 * The miniport's settings.
 *
 * @param irq whether the engine interrupts; otherwise HwVidTimer polls it
 * @param timeoutMillis how long a command may take
 */
record DisplayOptions(boolean irq, int timeoutMillis) {
    private static final int POLL_MILLIS = 1_000;

    static DisplayOptions of(Settings settings) {
        return new DisplayOptions(
                settings.get(DisplayMiniportType.IRQ), settings.get(DisplayMiniportType.TIMEOUT));
    }

    /** How long until a command's end must have been seen; polling sees it up to a poll later. */
    int patienceMillis() {
        return irq ? timeoutMillis : timeoutMillis + POLL_MILLIS;
    }
}

package dev.dreq.tools.drivers.display;

import dev.dreq.hal.io.DriverEntry;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.DriverType;
import java.util.List;

/** The video miniport and its settings. */
public final class DisplayMiniportType implements DriverType {

    /** Whether the engine interrupts. */
    public static final Setting<Boolean> IRQ =
            Setting.onOff(
                    "irq",
                    true,
                    "whether the engine interrupts; off lets HwVidTimer look once a second");

    /** How long a command may take. */
    public static final Setting<Integer> TIMEOUT =
            Setting.number(
                    "timeout", 10, 60_000, 4_000, "milliseconds to wait for the end of a command");

    @Override
    public String name() {
        return "display-miniport";
    }

    @Override
    public String summary() {
        return "moves pictures by a video miniport's packet-based bus-master DMA";
    }

    @Override
    public String deviceType() {
        return "display";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(IRQ, TIMEOUT);
    }

    @Override
    public DriverEntry create(Settings settings) {
        return new DisplayMiniport(DisplayOptions.of(settings));
    }
}

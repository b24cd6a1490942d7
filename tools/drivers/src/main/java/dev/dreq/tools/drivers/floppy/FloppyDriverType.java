package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.io.DriverEntry;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.DriverType;
import dev.dreq.tools.drivers.StartMode;
import java.util.List;

/** The floppy driver and its settings. */
public final class FloppyDriverType implements DriverType {

    /** Who asks for the adapter channel. */
    public static final Setting<StartMode> START =
            Setting.choice(
                    "start",
                    StartMode.STARTIO,
                    "who asks for the DMA channel: StartIo, a routine with a queue of its own, or the"
                            + " routine that runs when the device is ready");

    /** Which drive of the controller. */
    public static final Setting<Integer> UNIT =
            Setting.number("unit", 0, 3, 0, "the drive on its controller");

    /** How often an operation is tried again. */
    public static final Setting<Integer> RETRIES =
            Setting.number(
                    "retries",
                    0,
                    20,
                    3,
                    "how often a failed operation is tried again, after a recalibration");

    /** How long a command may take. */
    public static final Setting<Integer> TIMEOUT =
            Setting.number(
                    "timeout",
                    10,
                    60_000,
                    4_000,
                    "milliseconds to wait for the interrupt of a command");

    /** How long a motor takes. */
    public static final Setting<Integer> SPIN_UP =
            Setting.number(
                    "spin-up",
                    0,
                    10_000,
                    500,
                    "milliseconds from motor on until the disk turns evenly");

    /** How long a motor runs on. */
    public static final Setting<Integer> SPIN_DOWN =
            Setting.number(
                    "spin-down",
                    1,
                    60_000,
                    2_000,
                    "milliseconds without work until the motor stops");

    @Override
    public String name() {
        return "floppy";
    }

    @Override
    public String summary() {
        return "reads and writes floppy disks by packet-based system DMA";
    }

    @Override
    public String deviceType() {
        return "fdc";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(START, UNIT, RETRIES, TIMEOUT, SPIN_UP, SPIN_DOWN);
    }

    @Override
    public DriverEntry create(Settings settings) {
        return new FloppyDriver(FloppyOptions.of(settings));
    }
}

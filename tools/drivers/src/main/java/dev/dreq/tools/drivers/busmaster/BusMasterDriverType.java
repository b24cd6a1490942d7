package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.io.DriverEntry;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.DriverType;
import dev.dreq.tools.drivers.StartMode;
import java.util.List;

/** The bus-master driver and its settings. */
public final class BusMasterDriverType implements DriverType {

    /** How logical addresses are got and told. */
    public static final Setting<TransferPath> PATH =
            Setting.choice(
                    "path",
                    TransferPath.SINGLE,
                    "one MapTransfer for each operation, MapTransfer until it is mapped,"
                            + " GetScatterGatherList, or the engine's ring");

    /** Who asks for map registers. */
    public static final Setting<StartMode> START =
            Setting.choice(
                    "start",
                    StartMode.STARTIO,
                    "who asks for map registers: StartIo, a routine with a queue of its own, or the"
                            + " routine that runs when the device is ready");

    /** Whether AdapterControl keeps the channel. */
    public static final Setting<Boolean> KEEP =
            Setting.onOff(
                    "keep",
                    false,
                    "whether AdapterControl returns KeepObject and FreeAdapterChannel follows");

    /** How long an operation may take. */
    public static final Setting<Integer> TIMEOUT =
            Setting.number(
                    "timeout",
                    10,
                    60_000,
                    4_000,
                    "milliseconds to wait for the interrupt of an operation");

    @Override
    public String name() {
        return "busmaster";
    }

    @Override
    public String summary() {
        return "moves pictures to and from the screen by packet-based bus-master DMA";
    }

    @Override
    public String deviceType() {
        return "display";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PATH, START, KEEP, TIMEOUT);
    }

    @Override
    public DriverEntry create(Settings settings) {
        return new BusMasterDriver(BusMasterOptions.of(settings));
    }
}

package dev.dreq.tools.bench.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** ISA cards that are {@link PlainRegisters}. */
final class PlainCard implements IsaDeviceProvider {

    /** The type's name. */
    static final String TYPE = "plain-card";

    private static final int BASE = 0x1000;
    private static final int PORTS = 0x100;

    private static final Setting<Integer> SHAPE =
            Setting.number(
                    "shape", 0, PlainRegisters.SHAPES - 1, 0, "which class its handler is of");

    /** The first of the ports of a card of some shape. */
    static int port(int shape) {
        return BASE + PORTS * shape;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "ports with nothing behind them";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SHAPE);
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports("ports", PORTS, port(settings.get(SHAPE))));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        slot.map("ports", PlainRegisters.handler(settings.get(SHAPE)));
        return new PlainRegisters();
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return create(settings, slot);
    }
}

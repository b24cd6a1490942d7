package dev.dreq.tools.bench.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.ArrayList;
import java.util.List;

/** PCI functions that are {@link PlainRegisters}, and bus masters. */
final class PlainFunction implements PciDeviceProvider {

    /** The type's name. */
    static final String TYPE = "plain-function";

    private static final Setting<Integer> SHAPE =
            Setting.number(
                    "shape", 0, PlainRegisters.SHAPES - 1, 0, "which class its handler is of");

    private final List<AddressSpace> masters = new ArrayList<>();

    /** The memory that each function made so far reaches, in the order of their making. */
    List<AddressSpace> masters() {
        return masters;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "registers with nothing behind them";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SHAPE);
    }

    @Override
    public PciFunction function(Settings settings) {
        return new PciFunction(
                0x1234,
                0x0bec + settings.get(SHAPE),
                0xff_0000,
                0,
                0x1234,
                0,
                0,
                0,
                List.of(new PciBar(0, PciBar.Kind.MEMORY, PlainRegisters.WINDOW)));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        masters.add(slot.busMaster());
        slot.map(0, PlainRegisters.handler(settings.get(SHAPE)));
        return new PlainRegisters();
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        return create(settings, slot);
    }
}

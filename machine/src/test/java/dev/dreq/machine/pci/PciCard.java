package dev.dreq.machine.pci;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A type of PCI function made of a lambda that connects it. */
final class PciCard implements PciDeviceProvider {

    private final String type;
    private final PciFunction function;
    private final Consumer<PciSlot> connect;

    PciCard(String type, PciFunction function, Consumer<PciSlot> connect) {
        this.type = type;
        this.function = function;
        this.connect = connect;
    }

    /** A function 1234:1111 with INTA, MSI and some base address registers. */
    static PciFunction function(PciBar... bars) {
        return function(1, 1, bars);
    }

    static PciFunction function(int pin, int msiVectors, PciBar... bars) {
        return new PciFunction(
                0x1234, 0x1111, 0x038000, 2, 0x1af4, 0x1100, pin, msiVectors, List.of(bars));
    }

    /** A machine of 16 MiB with one device of each type, from slot 2 on. */
    static Machine machine(DeviceProvider... cards) {
        return machine(Trace.OFF, cards);
    }

    static Machine machine(Trace trace, DeviceProvider... cards) {
        Machine.Builder builder =
                Machine.builder().memory(16 << 20).catalog(PluginCatalog.of(cards)).trace(trace);
        for (DeviceProvider card : cards) {
            builder.device(card.type(), Map.of());
        }
        return builder.build();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String summary() {
        return "a function of a test";
    }

    @Override
    public PciFunction function(Settings settings) {
        return function;
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        connect.accept(slot);
        return new Idle();
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        return create(settings, slot);
    }

    private static final class Idle implements Device {
        @Override
        public void reset() {}

        @Override
        public void save(StateWriter out) {}
    }
}

package {{package}};

import dev.dreq.plugin.Device;
import dev.dreq.plugin.pci.*;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Names the device type, says what its cards ask of the PCI bus, and makes them. */
public final class {{Name}}Provider implements PciDeviceProvider {
    @Override public String type() { return "{{name}}"; }
    @Override public String summary() { return "a PCI card that fills memory by DMA"; }

    @Override
    public PciFunction function(Settings settings) {
        var registers = new PciBar(0, PciBar.Kind.MEMORY, {{Name}}Card.WINDOW);
        return new PciFunction(0x1234, 0x0001, 0xff0000, 0, 0, 0, 1, 0, List.of(registers));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        return new {{Name}}Card(slot);
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader saved) {
        return new {{Name}}Card(slot, saved);
    }
}

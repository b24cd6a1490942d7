package {{package}};

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.*;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Names the device type, says what its cards ask of the ISA bus, best first, and makes them. */
public final class {{Name}}Provider implements IsaDeviceProvider {
    @Override public String type() { return "{{name}}"; }
    @Override public String summary() { return "an ISA card that fills memory by DMA"; }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(
                IsaClaim.ports("registers", {{Name}}Card.PORTS, 0x300, 0x310, 0x320),
                IsaClaim.irq("irq", 5, 7, 10),
                IsaClaim.dma("dma", 1, 3));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new {{Name}}Card(slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader saved) {
        return new {{Name}}Card(slot, saved);
    }
}

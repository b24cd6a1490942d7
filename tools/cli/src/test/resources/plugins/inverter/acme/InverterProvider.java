package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

public final class InverterProvider implements IsaDeviceProvider {

    @Override
    public String type() {
        return "inverter";
    }

    @Override
    public String summary() {
        return "a DMA controller that inverts each byte";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(
                IsaClaim.ports("registers", 16, 0x00),
                IsaClaim.ports("pages", 16, 0x80),
                IsaClaim.dmaControl());
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new Inverter(slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        throw new UnsupportedOperationException();
    }
}

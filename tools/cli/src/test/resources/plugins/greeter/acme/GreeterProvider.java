package acme;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;

public final class GreeterProvider implements IsaDeviceProvider {

    @Override
    public String type() {
        return "greeter";
    }

    @Override
    public String summary() {
        return "answers on a port with what its library says";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports("port", 1, 0x300));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        Register hello = Register.named("HELLO", 0, 1).reset(Compat.greeting()).readOnly();
        slot.map("port", RegisterBlock.of(1, AccessSizes.BYTES, hello));
        return new Device() {
            @Override
            public void reset() {}

            @Override
            public void save(StateWriter out) {}
        };
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return create(settings, slot);
    }
}

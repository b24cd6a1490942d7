package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;

public final class FaultyProvider implements IsaDeviceProvider {

    @Override
    public String type() {
        return "faulty";
    }

    @Override
    public String summary() {
        return "a DMA controller that throws when its channel is programmed";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports("registers", 16, 0x00), IsaClaim.dmaControl());
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        slot.provideDma((channel, dreq) -> {});
        slot.map(
                "registers",
                new IoHandler() {
                    @Override
                    public long read(long offset, int size) {
                        return 0;
                    }

                    @Override
                    public void write(long offset, int size, long value) {
                        if (offset == 11) {
                            throw new ArithmeticException("mode " + value);
                        }
                    }
                });
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

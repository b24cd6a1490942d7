package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** A card at port 310: a write raises DREQ of channel 1, and a timer runs after a second. */
public final class SlaveProvider implements IsaDeviceProvider {

    @Override
    public String type() {
        return "throwing-slave";
    }

    @Override
    public String summary() {
        return "throws";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(Thrower.WHERE);
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports("port", 1, 0x310), IsaClaim.dma("dma", 1));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new Slave(settings.get(Thrower.WHERE), slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return create(settings, slot);
    }

    private static final class Slave extends Thrower {
        private final DmaChannel channel;

        Slave(Place where, IsaSlot slot) {
            super(where);
            slot.clock().timer("second", () -> at(Place.TIMER)).armIn(1_000_000_000);
            channel =
                    slot.dma(
                            "dma",
                            burst -> {
                                at(Place.SLAVE);
                                return 0;
                            });
            slot.map("port", this);
        }

        @Override
        public void write(long offset, int size, long value) {
            super.write(offset, size, value);
            channel.request(true);
        }
    }
}

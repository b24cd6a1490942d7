package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.List;

/** A function with a register; a write has it store 16 bytes at 1000 by DMA, 1 us later. */
public final class MasterProvider implements PciDeviceProvider {

    @Override
    public String type() {
        return "throwing-master";
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
    public PciFunction function(Settings settings) {
        return new PciFunction(
                0x1234, 0x7772, 0xff0000, 0, 0, 0, 1, 0, List.of(new PciBar(0, PciBar.Kind.MEMORY, 16)));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        return new Master(settings.get(Thrower.WHERE), slot);
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        return create(settings, slot);
    }

    private static final class Master extends Thrower {
        private final PciSlot slot;
        private final Timer transfer;

        Master(Place where, PciSlot slot) {
            super(where);
            this.slot = slot;
            transfer = slot.clock().timer("transfer", this::transfer);
            slot.map(0, this);
        }

        @Override
        public void write(long offset, int size, long value) {
            super.write(offset, size, value);
            slot.interrupt().set(true);
            transfer.armIn(1_000);
        }

        private void transfer() {
            at(Place.TIMER);
            slot.busMaster().write(0x1000, ByteBuffer.wrap(new byte[16]));
            at(Place.COMPLETION);
        }
    }
}

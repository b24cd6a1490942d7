package dev.dreq.devices.i8237;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** The pair of controllers and the page registers as one card. */
final class I8237 implements Device {

    static final String FIRST = "first";
    static final String SECOND = "second";

    private static final int STATE_VERSION = 1;

    private final PageRegisters pages;
    private final DmaPair pair;

    I8237(Compat compat, IsaSlot slot) {
        pages = new PageRegisters(compat);
        pair =
                switch (compat) {
                    case CHIP -> new ChipPair(slot, pages);
                    case QEMU -> new QemuPair(slot, pages);
                };
        slot.map(FIRST, ControllerPorts.first(pair.first()));
        slot.map(SECOND, ControllerPorts.second(pair.second()));
        pages.map(slot);
    }

    I8237(Compat compat, IsaSlot slot, StateReader state) {
        this(compat, slot);
        state.version(STATE_VERSION);
        pages.restore(state);
        pair.restore(state);
    }

    @Override
    public void reset() {
        pair.reset();
    }

    @Override
    public void save(StateWriter out) {
        out.version(STATE_VERSION);
        pages.save(out);
        pair.save(out);
    }
}

package dev.dreq.devices.i8237;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.InterruptLine;
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

    /**
     * @param terminalCount the interrupt line; it leads nowhere where there is none
     */
    I8237(Compat compat, RequestLines lines, InterruptLine terminalCount, IsaSlot slot) {
        pages = new PageRegisters(compat);
        pair =
                switch (compat) {
                    case CHIP -> new ChipPair(slot, pages, lines, terminalCount);
                    case QEMU -> new QemuPair(slot, pages, lines, terminalCount);
                };
        slot.map(FIRST, ControllerPorts.first(pair.first()));
        slot.map(SECOND, ControllerPorts.second(pair.second()));
        pages.map(slot);
    }

    /** Takes over what {@link #save} wrote. */
    void load(StateReader state) {
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

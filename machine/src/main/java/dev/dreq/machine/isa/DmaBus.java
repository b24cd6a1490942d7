package dev.dreq.machine.isa;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaController;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The DMA side of the ISA bus: eight channels between slaves and the one controller, if there is
 * one.
 */
public final class DmaBus implements DmaBackplane {

    private static final int CHANNELS = 8;

    /** Makes ways to memory. */
    public interface Masters {

        /** The way of a channel, whose accesses are attributed to {@code slave}. */
        AddressSpace of(int channel, Supplier<String> slave);
    }

    private final List<DreqWire> wires = new ArrayList<>();
    private final List<AddressSpace> memory = new ArrayList<>();
    private @Nullable DmaController controller;
    private @Nullable Enclosure controllerOwner;

    /**
     * Makes the bus.
     *
     * @param masters makes the way to memory of each channel
     */
    public DmaBus(Sequencer sequencer, Masters masters, Trace trace) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            DreqWire wire = new DreqWire(channel, this, sequencer, trace);
            wires.add(wire);
            memory.add(masters.of(channel, wire::master));
        }
    }

    void attach(DmaController newController, Enclosure owner) {
        controller = newController;
        controllerOwner = owner;
    }

    void detachController() {
        controller = null;
    }

    DreqWire wire(int channel) {
        return wires.get(channel);
    }

    void requestChanged(int channel, boolean level) {
        DmaController told = controller;
        Enclosure owner = controllerOwner;
        if (told == null || owner == null) {
            return;
        }
        try {
            told.requestChanged(channel, level);
        } catch (Throwable thrown) {
            owner.fault(thrown);
        }
    }

    @Override
    public boolean requested(int channel) {
        return wire(channel).level();
    }

    @Override
    public int acknowledge(int channel, DmaBurst burst) {
        Enclosure owner = controllerOwner;
        return controller == null || owner == null ? 0 : wire(channel).acknowledge(burst, owner);
    }

    @Override
    public AddressSpace memory(int channel) {
        return memory.get(channel);
    }

    /** The levels of DREQ, a bit for each channel. */
    public int levels() {
        int levels = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            levels |= requested(channel) ? 1 << channel : 0;
        }
        return levels;
    }

    /** Sets the levels of DREQ, a bit for each channel, with no news of them under way. */
    public void restore(int levels) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            wire(channel).restore((levels >> channel & 1) != 0);
        }
    }

    /** Queues the news of a channel's DREQ. */
    public void restoreSignal(int channel) {
        wire(channel).restoreSignal();
    }
}

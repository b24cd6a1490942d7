package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Makes cards with a fault in their DMA slave, or none. */
public final class FaultyCardProvider implements IsaDeviceProvider {

    private final Fault fault;

    /** For the service loader. */
    public FaultyCardProvider() {
        this(Fault.NONE);
    }

    FaultyCardProvider(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String type() {
        return "faulty-card";
    }

    @Override
    public String summary() {
        return "a slave that may be broken";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports("ports", 1, 0x300), IsaClaim.dma("dma", 5));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        return new FaultyCard(fault, slot);
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        state.version(1);
        FaultyCard card = new FaultyCard(fault, slot);
        card.load(state);
        return card;
    }
}

package dev.dreq.machine.isa;

import dev.dreq.machine.Grant;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.PortRange;
import java.util.List;

/** The ISA bus: grants what cards claim, and makes their slots. */
public final class IsaBus {

    private final IsaResources resources = new IsaResources();
    private final CardSlot.Backplane backplane;

    public IsaBus(CardSlot.Backplane backplane) {
        this.backplane = backplane;
    }

    /**
     * Keeps ports from all cards.
     *
     * @param holder who has them, for messages
     */
    public void reserve(String holder, PortRange ports) {
        resources.reserve(holder, ports);
    }

    /**
     * Makes the slot of a card.
     *
     * @throws dev.dreq.machine.ConfigurationException if a claim cannot be granted
     */
    public CardSlot slot(Enclosure device, List<IsaClaim> claims) {
        List<Grant> grants = resources.grant(device.name(), claims);
        return new CardSlot(device, grants, backplane);
    }
}

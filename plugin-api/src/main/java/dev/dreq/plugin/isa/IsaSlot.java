package dev.dreq.plugin.isa;

import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.time.Clock;

/**
 * What an ISA card was granted, and all that it can reach. Claims go by the names under which the
 * card asked for them; one that was not granted is the card's own mistake, an {@link
 * IllegalArgumentException}.
 */
public interface IsaSlot {

    /** The name of this device on its machine, such as {@code fdc0}. */
    String name();

    /** The ports granted for a claim. */
    PortRange ports(String claim);

    /** Decodes the ports of a claim. */
    void map(String claim, IoHandler handler);

    /** The interrupt request line of a claim. */
    InterruptLine irq(String claim);

    /**
     * The DMA channel of a claim: DREQ goes out through the answer, DACK and data come in through
     * {@code slave}.
     */
    DmaChannel dma(String claim, DmaSlave slave);

    /** Announces the system DMA controller; it must have claimed the place. */
    @Experimental("only an 8237 has been plugged in so far")
    DmaBackplane provideDma(DmaController controller);

    /** Virtual time. */
    Clock clock();

    /**
     * Reports something that a well-behaved guest would not do. It is counted and traced; nothing
     * else happens.
     */
    void guestError(String what);
}

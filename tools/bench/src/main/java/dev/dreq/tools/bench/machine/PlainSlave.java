package dev.dreq.tools.bench.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A DMA slave that takes what it is offered, in pieces of a size, after a write to its port; for
 * one machine.
 */
public final class PlainSlave implements IsaDeviceProvider, Device, DmaSlave, IoHandler {

    /** The type's name. */
    public static final String TYPE = "plain-slave";

    /** Its channel. */
    public static final int CHANNEL = 1;

    /** Its port; a write raises DREQ until TC. */
    public static final int PORT = 0x300;

    private static final String DMA = "dma";
    private static final String REQUEST = "request";

    private final ByteBuffer taken;
    private final int piece;
    private DmaChannel channel = request -> {};
    private int terminalCounts;

    /**
     * Makes one.
     *
     * @param buffer the most bytes that it takes of a block
     * @param piece the most bytes that it takes at once
     */
    public PlainSlave(int buffer, int piece) {
        taken = ByteBuffer.allocate(buffer);
        this.piece = piece;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "takes what it is offered";
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        return List.of(IsaClaim.ports(REQUEST, 1, PORT), IsaClaim.dma(DMA, CHANNEL));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        channel = slot.dma(DMA, this);
        slot.map(REQUEST, this);
        return this;
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        return create(settings, slot);
    }

    @Override
    public void reset() {}

    @Override
    public void save(StateWriter out) {}

    @Override
    public long read(long offset, int size) {
        return 0;
    }

    @Override
    public void write(long offset, int size, long value) {
        taken.clear();
        channel.request(true);
    }

    @Override
    public int transfer(DmaBurst burst) {
        int done = 0;
        while (done < burst.length()) {
            int size = Math.min(piece, burst.length() - done);
            taken.limit(taken.position() + size);
            burst.take(taken);
            done += size;
        }
        if (burst.terminalCount()) {
            terminalCounts++;
            channel.request(false);
        }
        return done;
    }

    /** How many bytes of the last block it has taken. */
    public int count() {
        return taken.position();
    }

    /** How often it saw TC. */
    public int terminalCounts() {
        return terminalCounts;
    }

    /** What it has taken. */
    public byte[] taken() {
        return taken.array();
    }
}

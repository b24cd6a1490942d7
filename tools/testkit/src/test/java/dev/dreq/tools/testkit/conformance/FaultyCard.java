package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;

/** A slave that takes whatever it is offered, with one fault. */
final class FaultyCard implements Device, DmaSlave {

    private final Fault fault;
    private final RegisterBlock block;
    private DmaBurst kept;

    FaultyCard(Fault fault, IsaSlot slot) {
        this.fault = fault;
        DmaChannel channel = slot.dma("dma", this);
        block =
                RegisterBlock.of(
                        1,
                        AccessSizes.BYTES,
                        Register.named("DREQ", 0, 1).onWrite(value -> channel.request(value != 0)));
        slot.map("ports", block);
    }

    @Override
    public int transfer(DmaBurst burst) {
        if (fault == Fault.KEEPS_THE_BURST) {
            if (kept != null) {
                kept.give(ByteBuffer.allocate(1));
            }
            kept = burst;
        }
        burst.take(ByteBuffer.allocate(burst.length()));
        return fault == Fault.TELLS_A_WRONG_COUNT ? burst.length() - 2 : burst.length();
    }

    @Override
    public void reset() {
        block.reset();
    }

    @Override
    public void save(StateWriter out) {
        block.save(out);
    }

    void load(StateReader in) {
        block.restore(in);
    }
}

package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ISA bus as a DMA controller sees it; the test plays the slaves. */
@Experimental("follows DmaBackplane")
public final class FakeDmaBackplane implements DmaBackplane {

    private static final int CHANNELS = 8;

    private final FakeClock clock;
    private final FakeMemory memory;
    private final @Nullable FakeDmaChannel[] slaves = new FakeDmaChannel[CHANNELS];
    private final boolean[] told = new boolean[CHANNELS];
    private @Nullable DmaController controller;
    private int acknowledges;

    FakeDmaBackplane(FakeClock clock, FakeMemory memory) {
        this.clock = clock;
        this.memory = memory;
    }

    void attach(DmaController newController) {
        controller = newController;
    }

    /** Connects a slave; DREQ is low. The answer is the slave's end of the channel. */
    public FakeDmaChannel slave(int channel, DmaSlave slave) {
        FakeDmaChannel connected = new FakeDmaChannel(channel, slave, clock);
        slaves[channel] = connected;
        told[channel] = false;
        return connected;
    }

    /** Drives the DREQ of a slave, and has the controller told. */
    public void request(int channel, boolean dreq) {
        FakeDmaChannel slave = slaves[channel];
        if (slave != null) {
            slave.request(dreq);
            tell(channel);
            clock.settle();
        }
        memory.pause();
    }

    private void tell(int channel) {
        if (told[channel] != requested(channel)) {
            told[channel] = requested(channel);
            clock.signal(
                    () -> {
                        if (controller != null) {
                            controller.requestChanged(channel, requested(channel));
                        }
                    });
        }
    }

    @Override
    public boolean requested(int channel) {
        FakeDmaChannel slave = slaves[channel];
        return slave != null && slave.requested();
    }

    @Override
    public int acknowledge(int channel, DmaBurst burst) {
        if (burst.length() < 1) {
            throw new SlotMisuse(
                    SlotMisuse.Of.BURST,
                    "channel %d was acknowledged with a burst of %d bytes; the least is 1"
                            .formatted(channel, burst.length()));
        }
        if (channel > 4 && burst.length() % 2 != 0) {
            throw new SlotMisuse(
                    SlotMisuse.Of.BURST,
                    "channel %d moves words and was acknowledged with a burst of %d bytes"
                            .formatted(channel, burst.length()));
        }
        FakeDmaChannel slave = slaves[channel];
        if (slave == null) {
            return 0;
        }
        acknowledges++;
        int moved = slave.serve(burst);
        tell(channel);
        return moved;
    }

    /** How many bursts the controller has had served. */
    public int acknowledges() {
        return acknowledges;
    }

    @Override
    public AddressSpace memory(int channel) {
        return memory;
    }

    FakeMemory memory() {
        return memory;
    }

    void drop() {
        Arrays.fill(told, false);
        for (FakeDmaChannel slave : slaves) {
            if (slave != null) {
                slave.drop();
            }
        }
    }

    void restore(FakeDmaBackplane other) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            FakeDmaChannel slave = slaves[channel];
            FakeDmaChannel theirs = other.slaves[channel];
            if (slave != null && theirs != null) {
                slave.restore(theirs);
            }
            told[channel] = other.told[channel];
        }
    }
}

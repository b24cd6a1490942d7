package dev.dreq.machine.isa;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.machine.time.Signal;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaSlave;
import org.jspecify.annotations.Nullable;

/**
 * One DMA channel's wires between its slave and the controller. The level of DREQ is seen at once;
 * that it changed reaches the controller as a signal, with the level that the wire has by then.
 */
final class DreqWire implements DmaChannel, Signal {

    private final int channel;
    private final DmaBus bus;
    private final Sequencer sequencer;
    private final Trace trace;
    private final GuardedBurst guard = new GuardedBurst();
    private @Nullable DmaSlave slave;
    private @Nullable Enclosure owner;
    private boolean level;
    private boolean told;
    private boolean serving;
    private boolean raisedWhileServed;

    DreqWire(int channel, DmaBus bus, Sequencer sequencer, Trace trace) {
        this.channel = channel;
        this.bus = bus;
        this.sequencer = sequencer;
        this.trace = trace;
    }

    void attach(DmaSlave newSlave, Enclosure newOwner) {
        slave = newSlave;
        owner = newOwner;
    }

    /** The slave is gone: DREQ falls, and nobody answers DACK. */
    void detach() {
        slave = null;
        drive(false);
    }

    boolean level() {
        return level;
    }

    /** To whom memory accesses for this channel are attributed. */
    String master() {
        Enclosure slaveOwner = owner;
        return slaveOwner == null ? "channel " + channel : slaveOwner.name();
    }

    @Override
    public void request(boolean dreq) {
        if (slave != null) {
            raisedWhileServed = dreq;
            drive(dreq);
        }
    }

    private void drive(boolean dreq) {
        if (level != dreq) {
            level = dreq;
            trace.dreq(master(), channel, dreq);
            announce();
        }
    }

    private void announce() {
        if (!told) {
            told = true;
            sequencer.post(this);
        }
    }

    @Override
    public String id() {
        return "dreq/" + channel;
    }

    @Override
    public void deliver() {
        told = false;
        bus.requestChanged(channel, level);
    }

    /** DACK: lets the slave move bytes; tells how many. */
    int acknowledge(DmaBurst burst, Enclosure controller) {
        DmaSlave served = slave;
        Enclosure servedOwner = owner;
        if (served == null || servedOwner == null || servedOwner.isCutOff() || serving) {
            return 0;
        }
        serving = true;
        raisedWhileServed = false;
        try {
            int moved = served.transfer(guard.around(burst, controller));
            check(moved, burst.length());
            if (moved < burst.length()) {
                dropAfterShortTransfer();
            }
            return moved;
        } catch (Throwable thrown) {
            servedOwner.fault(thrown);
            return 0;
        } finally {
            guard.end();
            serving = false;
        }
    }

    private void check(int moved, int offered) {
        if (moved < 0 || moved > offered || (channel > 4 && (moved & 1) != 0)) {
            throw new IllegalStateException(
                    "a transfer of %d bytes on channel %d moved %d"
                            .formatted(offered, channel, moved));
        }
    }

    /**
     * A short transfer says that DREQ fell, whether or not the slave drove it low; it may have
     * risen again since.
     */
    private void dropAfterShortTransfer() {
        if (raisedWhileServed) {
            announce();
        } else {
            drive(false);
        }
    }

    /** Sets the level and tells nobody. */
    void restore(boolean newLevel) {
        level = newLevel;
        told = false;
    }

    /** Queues the news of a change that was under way when the machine was saved. */
    void restoreSignal() {
        announce();
    }
}

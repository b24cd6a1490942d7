package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaSlave;
import java.util.Arrays;

/** A DMA channel between a slave and the test, which plays the controller. */
public final class FakeDmaChannel implements DmaChannel {

    private final int channel;
    private final DmaSlave slave;
    private final FakeClock clock;
    private boolean level;
    private boolean raisedWhileServed;
    private int rises;

    FakeDmaChannel(int channel, DmaSlave slave, FakeClock clock) {
        this.channel = channel;
        this.slave = slave;
        this.clock = clock;
    }

    @Override
    public void request(boolean dreq) {
        raisedWhileServed = dreq;
        drive(dreq);
    }

    private void drive(boolean dreq) {
        rises += dreq && !level ? 1 : 0;
        level = dreq;
    }

    /** The level of DREQ. */
    public boolean requested() {
        return level;
    }

    /** How often DREQ rose. */
    public int rises() {
        return rises;
    }

    /** The number of the channel, 0..7. */
    public int number() {
        return channel;
    }

    /** Bytes of one transfer: 1, or 2 on channels 5-7. */
    public int unit() {
        return channel < 4 ? 1 : 2;
    }

    /**
     * DACK: has the slave move a burst. As on a machine, fewer bytes than offered mean that DREQ
     * fell, and the burst ends with the transfer.
     *
     * @return the bytes moved
     * @throws SlotMisuse if the slave says that it moved what it cannot have moved
     */
    public int acknowledge(FakeDmaBurst burst) {
        int moved = serve(burst);
        clock.settle();
        return moved;
    }

    int serve(DmaBurst burst) {
        raisedWhileServed = false;
        int moved = slave.transfer(burst);
        if (burst instanceof FakeDmaBurst fake) {
            fake.end();
        }
        if (moved < 0 || moved > burst.length() || moved % unit() != 0) {
            throw new SlotMisuse(
                    SlotMisuse.Of.BURST,
                    "of a burst of %d bytes on channel %d the slave moved %d"
                            .formatted(burst.length(), channel, moved));
        }
        if (moved < burst.length() && !raisedWhileServed) {
            drive(false);
        }
        return moved;
    }

    /**
     * Gives the slave bytes as a controller does that was programmed for them, TC with the last
     * one; lets time pass while DREQ is low. Returns how many the slave took before it asked for no
     * more.
     */
    public int send(byte... bytes) {
        int done = 0;
        while (done < bytes.length && awaitRequest()) {
            byte[] rest = Arrays.copyOfRange(bytes, done, bytes.length);
            done += acknowledge(FakeDmaBurst.fromMemory(rest).withTerminalCount());
        }
        return done;
    }

    /** Takes bytes from the slave likewise; they are fewer if it asked for no more. */
    public byte[] receive(int length) {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length && awaitRequest()) {
            FakeDmaBurst burst = FakeDmaBurst.toMemory(length - done).withTerminalCount();
            int moved = acknowledge(burst);
            System.arraycopy(burst.given(), 0, bytes, done, Math.min(moved, burst.moved()));
            done += moved;
        }
        return Arrays.copyOf(bytes, done);
    }

    private boolean awaitRequest() {
        clock.settle();
        while (!level && clock.nextDeadline() != Long.MAX_VALUE) {
            clock.passTo(clock.nextDeadline());
        }
        return level;
    }

    /** The slave is reset with its machine. */
    void drop() {
        level = false;
    }

    void restore(FakeDmaChannel other) {
        level = other.level;
        rises = other.rises;
    }
}

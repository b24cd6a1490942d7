package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import java.nio.ByteBuffer;

/**
 * The burst that a channel offers its slave, one object for all its bursts. A slave that keeps it
 * gets nothing more out of it once its transfer is over.
 */
abstract class Offer implements DmaBurst {

    private int length;
    private int done;
    private boolean terminalCount;

    /**
     * Offers bytes to the slave of a channel.
     *
     * @param unit bytes a transfer
     * @return the bytes moved: a whole number of transfers, 0..{@code offered}, whatever the slave
     *     says
     */
    final int acknowledge(
            DmaBackplane backplane, int channel, int offered, int unit, boolean last) {
        length = offered;
        done = 0;
        terminalCount = last;
        int told = backplane.acknowledge(channel, this);
        int moved = Math.min(offered, Math.max(told, done));
        length = done;
        return (moved + unit - 1) / unit * unit;
    }

    @Override
    public final int length() {
        return length;
    }

    @Override
    public final boolean terminalCount() {
        return terminalCount;
    }

    @Override
    public final void give(ByteBuffer source) {
        int limit = source.limit();
        int end = source.position() + Math.min(source.remaining(), length - done);
        source.limit(end);
        int from = done;
        done += source.remaining();
        toMemory(from, source);
        source.limit(limit).position(end);
    }

    @Override
    public final void take(ByteBuffer target) {
        int limit = target.limit();
        int end = target.position() + Math.min(target.remaining(), length - done);
        target.limit(end);
        int from = done;
        done += target.remaining();
        fromMemory(from, target);
        target.limit(limit).position(end);
    }

    /**
     * Moves the buffer's remaining bytes, if it should move any, to where the burst's byte {@code
     * from} goes.
     */
    abstract void toMemory(int from, ByteBuffer source);

    /**
     * Fills the buffer's remaining room, if it should move anything, with the burst's bytes from
     * {@code from} on.
     */
    abstract void fromMemory(int from, ByteBuffer target);
}

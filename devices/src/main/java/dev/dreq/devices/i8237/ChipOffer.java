package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A burst as the chip drives it: one address a transfer, up or down, never past the edge of the
 * page. The caller offers no more than fits.
 */
final class ChipOffer extends Offer {

    private static final int PIECE = 4096;

    private final DmaBackplane backplane;
    private final int channel;
    private final int unit;
    private final ByteBuffer scratch = ByteBuffer.allocate(PIECE);
    private DmaDirection direction = DmaDirection.VERIFY;
    private boolean descending;
    private long first;

    /**
     * @param channel 0..7
     * @param unit bytes a transfer, 1 or 2
     */
    ChipOffer(DmaBackplane backplane, int channel, int unit) {
        this.backplane = backplane;
        this.channel = channel;
        this.unit = unit;
    }

    /** Says which way the next bursts go. */
    void aim(DmaDirection way, boolean downwards) {
        direction = way;
        descending = downwards;
    }

    /**
     * Offers a burst.
     *
     * @param address of the first transfer, in memory
     * @param transfers at least 1
     * @param last whether its last transfer is the channel's last
     * @return the transfers made, 0..{@code transfers}
     */
    int offer(long address, int transfers, boolean last) {
        first = address;
        return acknowledge(backplane, channel, transfers * unit, unit, last) / unit;
    }

    /** Makes transfers that no slave answers: what gets written is what a floating bus reads. */
    void run(long address, int transfers) {
        if (direction != DmaDirection.TO_MEMORY) {
            return;
        }
        first = address;
        int length = transfers * unit;
        long lowest = descending ? lowest(0, length) : first;
        Arrays.fill(scratch.array(), (byte) 0xff);
        for (int from = 0; from < length; from += PIECE) {
            scratch.position(0).limit(Math.min(PIECE, length - from));
            MemoryCycles.write(backplane.memory(channel), lowest + from, scratch);
        }
        scratch.clear();
    }

    @Override
    public DmaDirection direction() {
        return direction;
    }

    @Override
    void toMemory(int from, ByteBuffer source) {
        if (direction != DmaDirection.TO_MEMORY) {
            return;
        }
        AddressSpace memory = backplane.memory(channel);
        if (!descending) {
            MemoryCycles.write(memory, first + from, source);
            return;
        }
        int at = from;
        while (source.hasRemaining()) {
            int length = piece(at, source.remaining());
            long lowest = lowest(at, length);
            for (int i = at; i < at + length; i++) {
                scratch.put((int) (address(i) - lowest), source.get());
            }
            MemoryCycles.write(memory, lowest, scratch.position(0).limit(length));
            scratch.clear();
            at += length;
        }
    }

    @Override
    void fromMemory(int from, ByteBuffer target) {
        if (direction != DmaDirection.FROM_MEMORY) {
            return;
        }
        AddressSpace memory = backplane.memory(channel);
        if (!descending) {
            MemoryCycles.read(memory, first + from, target);
            return;
        }
        int at = from;
        while (target.hasRemaining()) {
            int length = piece(at, target.remaining());
            long lowest = lowest(at, length);
            MemoryCycles.read(memory, lowest, scratch.position(0).limit(length));
            scratch.clear();
            for (int i = at; i < at + length; i++) {
                target.put(scratch.get((int) (address(i) - lowest)));
            }
            at += length;
        }
    }

    /** How many bytes from {@code at} on, downwards, fill a range without holes. */
    private int piece(int at, int remaining) {
        boolean brokenTransfer = at % unit != 0 || remaining < unit;
        return brokenTransfer ? 1 : Math.min(PIECE, remaining - remaining % unit);
    }

    private long lowest(int at, int length) {
        return address(Math.max(at, at + length - unit));
    }

    /** Where the burst's byte {@code at} goes, downwards: the bytes of a word keep their order. */
    private long address(int at) {
        return first - at + 2L * (at % unit);
    }
}

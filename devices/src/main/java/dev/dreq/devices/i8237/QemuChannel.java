package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;

/**
 * One channel as QEMU 7.2 has it: a base, a position behind it in bytes, and a slave that does what
 * it likes with both.
 */
final class QemuChannel extends Offer {

    private static final int AUTOINITIALIZE = 0x10;
    private static final int ADDRESS_DECREMENT = 0x20;
    private static final int TRANSFER_TYPE = 0x0c;

    private final int number;
    private final DmaBackplane backplane;
    private final PageRegisters pages;
    private int baseAddress;
    private int baseCount;
    private int start;
    private int position;
    private int mode;

    /**
     * @param number 0..7
     */
    QemuChannel(int number, DmaBackplane backplane, PageRegisters pages) {
        this.number = number;
        this.backplane = backplane;
        this.pages = pages;
    }

    private int shift() {
        return number >= 4 ? 1 : 0;
    }

    /** Loads one byte of the base address; the second byte sends the channel back to its base. */
    void loadAddress(boolean high, int value) {
        baseAddress = FlipFlop.withByte(baseAddress, high, value);
        restartAfter(high);
    }

    /** Loads one byte of the base count; the second byte sends the channel back to its base. */
    void loadCount(boolean high, int value) {
        baseCount = FlipFlop.withByte(baseCount, high, value);
        restartAfter(high);
    }

    private void restartAfter(boolean high) {
        if (high) {
            start = baseAddress << shift();
            position = 0;
        }
    }

    /** What the address register shows. */
    int address() {
        return ((start + (descending() ? -position : position)) >> shift()) & 0xffff;
    }

    /** What the count register shows. */
    int count() {
        return (((baseCount << shift()) - position) >> shift()) & 0xffff;
    }

    private boolean descending() {
        return (mode & ADDRESS_DECREMENT) != 0;
    }

    /** Sets the mode register. */
    void setMode(int value) {
        mode = value;
    }

    private int programmedLength() {
        return (baseCount + 1) << shift();
    }

    /** Whether a slave may go round and round. */
    boolean autoinitializes() {
        return (mode & AUTOINITIALIZE) != 0;
    }

    /** Whether the slave has consumed the programmed count. */
    boolean atEnd() {
        return position == programmedLength();
    }

    /**
     * Lets the slave move what it likes of what is left, or of everything when nothing is left.
     *
     * @return the bytes moved
     */
    int run() {
        if (position >= programmedLength()) {
            position = 0;
        }
        int left = programmedLength() - position;
        int moved = acknowledge(backplane, number, left, 1 << shift(), true);
        position += moved;
        return moved;
    }

    @Override
    public DmaDirection direction() {
        return switch (mode & TRANSFER_TYPE) {
            case 0x0 -> DmaDirection.VERIFY;
            case 0x8 -> DmaDirection.FROM_MEMORY;
            default -> DmaDirection.TO_MEMORY;
        };
    }

    @Override
    void toMemory(int from, ByteBuffer source) {
        if (direction() != DmaDirection.VERIFY) {
            MemoryCycles.write(backplane.memory(number), address(from, source.remaining()), source);
        }
    }

    @Override
    void fromMemory(int from, ByteBuffer target) {
        if (direction() == DmaDirection.VERIFY) {
            return;
        }
        int first = target.position();
        MemoryCycles.read(backplane.memory(number), address(from, target.remaining()), target);
        if (descending()) {
            mirrorFirstHalf(target, first);
        }
    }

    /**
     * As measured: a piece taken downwards comes upwards, its first half then overwritten with the
     * mirrored second.
     */
    private static void mirrorFirstHalf(ByteBuffer piece, int first) {
        int last = piece.position() - 1;
        for (int i = 0; i <= (last - first - 1) / 2; i++) {
            piece.put(first + i, piece.get(last - i));
        }
    }

    /**
     * Upwards a piece goes behind the position, with no edge; downwards it ends one byte below it.
     */
    private long address(int from, int length) {
        long base = (long) pages.page(number) << 16 | start;
        int offset = position + from;
        return descending() ? base - offset - length : base + offset;
    }

    void save(StateWriter out) {
        out.putLong("baseAddress", baseAddress);
        out.putLong("baseCount", baseCount);
        out.putLong("start", start);
        out.putLong("position", position);
        out.putLong("mode", mode);
    }

    void restore(StateReader in) {
        baseAddress = in.getInt("baseAddress", 0, 0xffff);
        baseCount = in.getInt("baseCount", 0, 0xffff);
        start = in.getInt("start", 0, 0xffff << shift());
        position = in.getInt("position", 0, 0x10000 << shift());
        mode = in.getInt("mode", 0, 0xff);
        if (((start | position) & ((1 << shift()) - 1)) != 0) {
            throw new StateException(
                    "channel %d moves words; it cannot be %d bytes behind %x"
                            .formatted(number, position, start));
        }
    }
}

package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A burst as a DMA controller offers it; the test gives and gets the bytes. */
public final class FakeDmaBurst implements DmaBurst {

    private final DmaDirection direction;
    private final byte[] memory;
    private boolean terminalCount;
    private boolean over;
    private int moved;

    private FakeDmaBurst(DmaDirection direction, byte[] memory) {
        if (memory.length == 0) {
            throw new IllegalArgumentException("a burst offers at least one byte");
        }
        this.direction = direction;
        this.memory = memory;
    }

    /** Offers to take bytes from the slave. */
    public static FakeDmaBurst toMemory(int length) {
        return new FakeDmaBurst(DmaDirection.TO_MEMORY, new byte[length]);
    }

    /** Offers bytes to the slave. */
    public static FakeDmaBurst fromMemory(byte... bytes) {
        return new FakeDmaBurst(DmaDirection.FROM_MEMORY, bytes.clone());
    }

    /** Offers bytes that count and do not move. */
    public static FakeDmaBurst verify(int length) {
        return new FakeDmaBurst(DmaDirection.VERIFY, new byte[length]);
    }

    /** The last byte is the channel's last: the slave sees TC with it. */
    public FakeDmaBurst withTerminalCount() {
        terminalCount = true;
        return this;
    }

    @Override
    public int length() {
        return memory.length;
    }

    @Override
    public boolean terminalCount() {
        return terminalCount;
    }

    @Override
    public DmaDirection direction() {
        return direction;
    }

    @Override
    public void give(ByteBuffer source) {
        move(source, DmaDirection.TO_MEMORY);
    }

    @Override
    public void take(ByteBuffer target) {
        move(target, DmaDirection.FROM_MEMORY);
    }

    private void move(ByteBuffer buffer, DmaDirection way) {
        if (over) {
            throw new SlotMisuse(
                    SlotMisuse.Of.BURST, "a burst was used after its transfer had returned");
        }
        int run = Math.min(buffer.remaining(), memory.length - moved);
        if (way != direction) {
            buffer.position(buffer.position() + run);
        } else if (way == DmaDirection.TO_MEMORY) {
            buffer.get(memory, moved, run);
        } else {
            buffer.put(memory, moved, run);
        }
        moved += run;
    }

    /** How many bytes the slave gave or took. */
    public int moved() {
        return moved;
    }

    /** What the slave gave. */
    public byte[] given() {
        return Arrays.copyOf(memory, direction == DmaDirection.TO_MEMORY ? moved : 0);
    }

    void end() {
        over = true;
    }

    @Override
    public String toString() {
        return "%s, %d bytes%s"
                .formatted(direction, memory.length, terminalCount ? " with TC" : "");
    }
}

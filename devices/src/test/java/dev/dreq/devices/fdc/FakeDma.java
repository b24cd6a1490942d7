package dev.dreq.devices.fdc;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;

/**
 * One channel of a DMA controller with its own memory: a test says how many bytes, the slave moves
 * them.
 */
final class FakeDma {

    final byte[] memory = new byte[0x20000];
    private final DmaDirection direction;
    private final int burstLimit;
    private int position;
    private int left;
    private boolean reached;

    FakeDma(DmaDirection direction, int count) {
        this(direction, count, Integer.MAX_VALUE);
    }

    /** A channel that offers at most {@code burstLimit} bytes at a time. */
    FakeDma(DmaDirection direction, int count, int burstLimit) {
        this.direction = direction;
        this.left = count;
        this.burstLimit = burstLimit;
    }

    int moved() {
        return position;
    }

    boolean terminalCountReached() {
        return reached;
    }

    /** Serves the slave once; false if it moved nothing. */
    boolean serve(FakeSlot slot) {
        if (!slot.dreq || left == 0) {
            return false;
        }
        Burst burst = new Burst(Math.min(left, burstLimit));
        int moved = slot.slave.transfer(burst);
        if (moved < 0 || moved > burst.length || moved != burst.used) {
            throw new AssertionError(
                    "the slave says %d of %d bytes, and moved %d"
                            .formatted(moved, burst.length, burst.used));
        }
        left -= moved;
        reached |= left == 0;
        return moved > 0;
    }

    private final class Burst implements DmaBurst {

        private final int length;
        private final boolean last;
        private int used;

        Burst(int length) {
            this.length = length;
            this.last = length == left;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public boolean terminalCount() {
            return last;
        }

        @Override
        public DmaDirection direction() {
            return direction;
        }

        @Override
        public void give(ByteBuffer source) {
            int count = room(source);
            if (direction == DmaDirection.TO_MEMORY) {
                source.get(memory, position, count);
            } else {
                source.position(source.position() + count);
            }
            advance(count);
        }

        @Override
        public void take(ByteBuffer target) {
            int count = room(target);
            if (direction == DmaDirection.FROM_MEMORY) {
                target.put(memory, position, count);
            } else {
                target.position(target.position() + count);
            }
            advance(count);
        }

        private int room(ByteBuffer buffer) {
            return Math.min(buffer.remaining(), length - used);
        }

        private void advance(int count) {
            used += count;
            position += count;
        }
    }
}

package dev.dreq.tools.bench.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.state.StateWriter;

/**
 * A device with next to nothing behind its registers, so that what is measured is the way to them.
 * There are six classes of handlers, for calls that have met many.
 */
final class PlainRegisters implements Device {

    /** How many classes of handlers there are. */
    static final int SHAPES = 6;

    /** The class that is a declared block; the others are handlers written by hand. */
    static final int DECLARED = SHAPES - 1;

    /** Bytes that a handler decodes. */
    static final int WINDOW = 0x1000;

    private static final AccessSizes SIZES = new AccessSizes(1, 8, 4);

    @Override
    public void reset() {}

    @Override
    public void save(StateWriter out) {}

    /** A handler whose every register holds what was last written to any. */
    static IoHandler handler(int shape) {
        return switch (shape) {
            case 0 -> new First();
            case 1 -> new Second();
            case 2 -> new Third();
            case 3 -> new Fourth();
            case 4 -> new Fifth();
            default -> declared();
        };
    }

    private static RegisterBlock declared() {
        Register[] registers = new Register[64];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = Register.named("R" + i, 4 * i, 4).writable(0xffff_ffffL);
        }
        return RegisterBlock.of(WINDOW, SIZES, registers);
    }

    /** Takes 32 bits in one piece, as most registers do. */
    private abstract static class Handler implements IoHandler {
        @Override
        public final AccessSizes accessSizes() {
            return SIZES;
        }
    }

    private static final class First extends Handler {
        private long value;

        @Override
        public long read(long offset, int size) {
            return value;
        }

        @Override
        public void write(long offset, int size, long written) {
            value = written;
        }
    }

    private static final class Second extends Handler {
        private long value;

        @Override
        public long read(long offset, int size) {
            return value + offset;
        }

        @Override
        public void write(long offset, int size, long written) {
            value = written - offset;
        }
    }

    private static final class Third extends Handler {
        private long value;

        @Override
        public long read(long offset, int size) {
            return value ^ offset;
        }

        @Override
        public void write(long offset, int size, long written) {
            value = written ^ offset;
        }
    }

    private static final class Fourth extends Handler {
        private final long[] values = new long[WINDOW / 8];

        @Override
        public long read(long offset, int size) {
            return values[(int) offset >>> 3];
        }

        @Override
        public void write(long offset, int size, long written) {
            values[(int) offset >>> 3] = written;
        }
    }

    private static final class Fifth extends Handler {
        private final int[] values = new int[WINDOW / 4];

        @Override
        public long read(long offset, int size) {
            return values[(int) offset >>> 2];
        }

        @Override
        public void write(long offset, int size, long written) {
            values[(int) offset >>> 2] = (int) written;
        }
    }
}

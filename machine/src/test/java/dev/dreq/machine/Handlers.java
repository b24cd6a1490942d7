package dev.dreq.machine;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Windows of tests. */
public final class Handlers {

    private Handlers() {}

    /** A byte window whose every register reads and writes by the same two lambdas. */
    public static IoHandler of(LongSupplier read, LongConsumer write) {
        return new IoHandler() {
            @Override
            public long read(long offset, int size) {
                return read.getAsLong();
            }

            @Override
            public void write(long offset, int size, long value) {
                write.accept(value);
            }
        };
    }

    /** A byte window that only does something when it is written. */
    public static IoHandler onWrite(LongConsumer write) {
        return of(() -> 0, write);
    }

    /** Storage that notes every access that reaches it. */
    public static final class Recorder implements IoHandler {
        public final byte[] bytes;
        public final List<String> log = new ArrayList<>();
        private final AccessSizes sizes;
        private final String name;

        public Recorder(String name, int length, AccessSizes sizes) {
            this.name = name;
            this.bytes = new byte[length];
            this.sizes = sizes;
        }

        @Override
        public AccessSizes accessSizes() {
            return sizes;
        }

        @Override
        public long read(long offset, int size) {
            log.add("%s r%d@%x".formatted(name, size, offset));
            long value = 0;
            for (int i = 0; i < size; i++) {
                value |= (bytes[(int) offset + i] & 0xffL) << (8 * i);
            }
            return value;
        }

        @Override
        public void write(long offset, int size, long value) {
            log.add("%s w%d@%x=%x".formatted(name, size, offset, value));
            for (int i = 0; i < size; i++) {
                bytes[(int) offset + i] = (byte) (value >>> (8 * i));
            }
        }
    }
}

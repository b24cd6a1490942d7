package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.io.Register;
import dev.dreq.tools.testkit.bus.FakeWindow;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Decides by dice what happens next. The same seed to the same device decides the same. */
final class Guest {

    private static final int[] SIZES = {1, 2, 4, 8};
    private static final long[] EDGES = {0, 1, 2, 3, 4, 7, 8, 15, 16, 0x40, 0x80, 0xff, -1, -2};
    private static final long MOST_NANOS = 100_000;
    private static final int MOST_BYTES = 0x400;

    private final SplittableRandom random;
    private final List<FakeWindow> windows;
    private final int channels;
    private final boolean controller;
    private final boolean breaksMemory;

    /**
     * @param breaksMemory whether memory fails now and then
     */
    Guest(long seed, Specimen specimen, boolean breaksMemory) {
        random = new SplittableRandom(seed);
        windows = specimen.windows();
        channels = specimen.channels();
        controller = specimen.isController();
        this.breaksMemory = breaksMemory;
    }

    Step next() {
        int choice = random.nextInt(20);
        if (choice == 0 && breaksMemory) {
            BusStatus[] all = BusStatus.values();
            return new Step.Memory(
                    random.nextBoolean() ? BusStatus.OK : all[random.nextInt(all.length)]);
        }
        if (choice < 4 || windows.isEmpty()) {
            return new Step.Pass(random.nextLong(1L << random.nextInt(1, 18)) % MOST_NANOS);
        }
        if (choice < 8 && channels > 0) {
            return dack();
        }
        if (choice < 8 && controller) {
            return new Step.Dreq(random.nextInt(8), random.nextInt(3) > 0);
        }
        int window = random.nextInt(windows.size());
        return choice < 12 ? read(window) : write(window);
    }

    private Step dack() {
        DmaDirection[] all = DmaDirection.values();
        int length = 2 * (1 + random.nextInt(random.nextBoolean() ? 8 : MOST_BYTES / 2));
        return new Step.Dack(
                random.nextInt(channels),
                all[random.nextInt(all.length)],
                length,
                random.nextBoolean());
    }

    private Step read(int number) {
        Register register = register(number);
        return register == null
                ? new Step.Read(number, offset(number), size())
                : new Step.Read(number, register.offset(), register.width());
    }

    private Step write(int number) {
        Register register = register(number);
        return register == null
                ? new Step.Write(number, offset(number), size(), value())
                : new Step.Write(number, register.offset(), register.width(), value());
    }

    private @Nullable Register register(int number) {
        List<Register> registers = windows.get(number).registers();
        return registers.isEmpty() || random.nextInt(8) == 0
                ? null
                : registers.get(random.nextInt(registers.size()));
    }

    private long offset(int number) {
        return random.nextLong(windows.get(number).length());
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    /** Bits, small numbers, edges, addresses in memory, and anything. */
    private long value() {
        return switch (random.nextInt(6)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> 1L << random.nextInt(Long.SIZE);
            case 2, 3 -> random.nextInt(0x20);
            case 4 -> (long) random.nextInt(0x1000) << 4;
            default -> random.nextLong();
        };
    }
}

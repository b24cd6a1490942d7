package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What ranges of memory must hold, every byte of them. */
final class MemoryImage {
    /** A prime, so that no two pages are alike however far apart the wrong one is. */
    private static final int NOISE = 65_537;

    private final CpuBus bus;
    private final List<RamRange> ranges;
    private final List<byte[]> expected = new ArrayList<>();

    /** Fills the ranges, which do not overlap, with noise. */
    MemoryImage(CpuBus bus, List<RamRange> ranges, SplittableRandom random) {
        this.bus = bus;
        this.ranges = ranges;
        byte[] noise = new byte[NOISE];
        random.nextBytes(noise);
        for (RamRange range : ranges) {
            byte[] bytes = new byte[(int) range.length()];
            for (int at = 0; at < bytes.length; at += NOISE) {
                System.arraycopy(noise, 0, bytes, at, Math.min(NOISE, bytes.length - at));
            }
            bus.write(range.start(), bytes, 0, bytes.length);
            expected.add(bytes);
        }
    }

    byte get(long address) {
        int range = rangeOf(address);
        return expected.get(range)[(int) (address - ranges.get(range).start())];
    }

    void set(long address, byte value) {
        int range = rangeOf(address);
        expected.get(range)[(int) (address - ranges.get(range).start())] = value;
    }

    /** Takes memory as it is: nobody says what it holds. */
    void accept(long address, long length) {
        int range = rangeOf(address);
        int offset = (int) (address - ranges.get(range).start());
        bus.read(address, expected.get(range), offset, (int) length);
    }

    private int rangeOf(long address) {
        for (int i = 0; i < ranges.size(); i++) {
            if (address >= ranges.get(i).start() && address < ranges.get(i).end()) {
                return i;
            }
        }
        throw new AssertionError("nobody looks at %x".formatted(address));
    }

    /** Fails at the first byte that is not as expected. */
    void verify(Object scenario) {
        for (int i = 0; i < ranges.size(); i++) {
            RamRange range = ranges.get(i);
            byte[] actual = new byte[(int) range.length()];
            bus.read(range.start(), actual, 0, actual.length);
            int at = Arrays.mismatch(expected.get(i), actual);
            if (at >= 0) {
                fail(
                        "memory at %x holds %02x instead of %02x; %s"
                                .formatted(
                                        range.start() + at,
                                        actual[at],
                                        expected.get(i)[at],
                                        scenario));
            }
        }
    }
}

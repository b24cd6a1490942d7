package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random transfers, checked against a model that moves one byte at a time. */
class ChipTransferPropertiesTest {

    private static final int[] CHANNELS = {0, 1, 2, 3, 5, 6, 7};
    private static final int RAM = 1 << 20;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyByteLandsWhereAByteByByteModelSaysAndTerminalCountComesWithTheLast(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Board board = new Board("chip", RAM).openCascade();
        random.nextBytes(board.ram);
        byte[] before = board.ram.clone();

        int channel = CHANNELS[random.nextInt(CHANNELS.length)];
        int unit = channel < 4 ? 1 : 2;
        int page = random.nextInt(RAM >> 16);
        int base = edgy(random);
        int count = random.nextInt(8) == 0 ? edgy(random) : random.nextInt(0x1800);
        boolean gives = random.nextBoolean();
        boolean down = random.nextInt(3) == 0;
        boolean autoinitialize = random.nextInt(4) == 0;
        int mode =
                random.nextInt(3) << 6
                        | (down ? 0x20 : 0)
                        | (autoinitialize ? 0x10 : 0)
                        | (gives ? 0x04 : 0x08);
        int length = (count + 1) * unit;
        String what =
                "seed %d: channel %d mode %02x page %02x base %04x count %04x"
                        .formatted(seed, channel, mode, page, base, count);

        board.program(channel, mode, page, base, count).unmask(channel);
        int extra = random.nextInt(3) * unit;
        Pieces slave =
                Pieces.of(board, channel, gives, length + extra, pieces(random, unit)).start();

        assertEquals(length, slave.terminalCountAt, what);
        assertEquals(length, slave.moved, what);
        byte[] expected = before.clone();
        byte[] taken = new byte[length];
        for (int i = 0; i < length; i++) {
            int at = address(channel, page, base, down, i);
            if (gives) {
                expected[at] = Pieces.pattern(i);
            } else {
                taken[i] = before[at];
            }
        }
        assertEquals(-1, Arrays.mismatch(expected, board.ram), what);
        if (!gives) {
            assertEquals(-1, Arrays.mismatch(taken, slave.taken.toByteArray()), what);
        }
        int end = (down ? base - count - 1 : base + count + 1) & 0xffff;
        assertEquals(autoinitialize ? base : end, board.address(channel), what);
        assertEquals(autoinitialize ? count : 0xffff, board.count(channel), what);
        assertEquals(1 << (channel & 3), board.in(Board.port(channel, 8)) & 0x0f, what);
    }

    /** Where the byte at {@code index} of a transfer goes, as a counter in hardware would count. */
    private static int address(int channel, int page, int base, boolean down, int index) {
        int unit = channel < 4 ? 1 : 2;
        int counter = base;
        int transfers = index / unit;
        counter = (down ? counter - transfers : counter + transfers) & 0xffff;
        return unit == 1 ? page * 0x10000 + counter : page / 2 * 0x20000 + counter * 2 + index % 2;
    }

    /** Numbers of 16 bits, most of them near an end. */
    private static int edgy(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(0x40);
            case 1 -> 0xffff - random.nextInt(0x40);
            default -> random.nextInt(0x10000);
        };
    }

    /** All at once, or pieces of one size, or pieces of any size. */
    private static IntUnaryOperator pieces(SplittableRandom random, int unit) {
        int largest = 0x20 + random.nextInt(0x1000);
        int size = unit * (0x10 + random.nextInt(0x400));
        return switch (random.nextInt(3)) {
            case 0 -> offered -> offered;
            case 1 -> offered -> size;
            default -> offered -> unit * (1 + random.nextInt(largest));
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void transfersOnAllChannelsAtOnceDoNotDisturbEachOther(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Board board = new Board("chip", RAM).openCascade();
        board.out(0x08, random.nextInt(2) * 0x10).out(0xd0, random.nextInt(2) * 0x10);
        byte[] expected = board.ram.clone();
        Pieces[] slaves = new Pieces[CHANNELS.length];
        for (int i = 0; i < CHANNELS.length; i++) {
            int channel = CHANNELS[i];
            int unit = channel < 4 ? 1 : 2;
            int base = random.nextInt(0x10000);
            int count = random.nextInt(0x400);
            boolean down = random.nextBoolean();
            int mode = random.nextInt(3) << 6 | (down ? 0x20 : 0) | 0x04;
            board.program(channel, mode, 2 * i, base, count).unmask(channel);
            int length = (count + 1) * unit;
            slaves[i] = Pieces.of(board, channel, true, length, pieces(random, unit));
            for (int at = 0; at < length; at++) {
                expected[address(channel, 2 * i, base, down, at)] = Pieces.pattern(at);
            }
        }
        for (int channel : CHANNELS) {
            board.drive(channel, true);
        }
        board.settle();

        assertEquals(-1, Arrays.mismatch(expected, board.ram), "seed " + seed);
        for (Pieces slave : slaves) {
            assertEquals(slave.moved, slave.terminalCountAt, "seed " + seed);
        }
        assertEquals(0x0f, board.in(0x08) & 0x0f, "seed " + seed);
        assertEquals(0x0e, board.in(0xd0) & 0x0f, "seed " + seed);
    }
}

package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the chip moves data: addresses, counts, terminal count, modes; one promise a test. */
class ChipTransferTest {

    private static final int WRITE = 0x44;
    private static final int READ = 0x48;
    private static final int VERIFY = 0x40;
    private static final int AUTOINITIALIZE = 0x10;
    private static final int DECREMENT = 0x20;
    private static final int DEMAND = 0x04;
    private static final int BLOCK = 0x80;

    private final Board board = Board.chip().openCascade();

    @Test
    void terminalCountMasksAChannelThatDoesNotReinitialize() {
        board.program(2, WRITE, 1, 0, 0x1ff).unmask(2);
        Pieces.giving(board, 2, 0x200).start();

        assertArrayEquals(Pieces.pattern(0, 0x200), board.ram(0x10000, 0x200));
        assertEquals(0xff, board.in(0x0f));
        assertEquals(0xffff, board.count(2));
        assertEquals(0x0200, board.address(2));
    }

    @Test
    void terminalCountReloadsAChannelThatReinitializesAndLeavesItUnmasked() {
        board.program(2, WRITE | AUTOINITIALIZE, 1, 0x100, 0x1ff).unmask(2);
        Pieces.giving(board, 2, 0x200).start();

        assertEquals(0xfb, board.in(0x0f));
        assertEquals(0x1ff, board.count(2));
        assertEquals(0x100, board.address(2));
        assertEquals(0x04, board.in(0x08));

        board.out(0x08, 0x00);
        Pieces.giving(board, 2, 0x80).start();
        assertEquals(0x180, board.address(2), "the next request finds it ready");
    }

    @Test
    void aRequestHeldThroughReinitializationIsServedAgainWhenTheRoundHasTakenItsTime() {
        board.program(2, WRITE | AUTOINITIALIZE, 1, 0, 0xff).unmask(2);
        int[] rounds = {0};
        board.slave(
                2,
                burst -> {
                    rounds[0]++;
                    return burst.length();
                });
        board.dreq(2, true);
        assertEquals(1, rounds[0]);

        board.advance(0x100 * 1_000 - 1);
        assertEquals(1, rounds[0]);
        board.advance(1);
        assertEquals(2, rounds[0]);
        board.advance(10 * 0x100 * 1_000);
        assertEquals(12, rounds[0]);
    }

    @Test
    void terminalCountComesWithTheLastByte() {
        board.program(2, WRITE, 1, 0, 0x1ff).unmask(2);
        Pieces slave = Pieces.of(board, 2, true, 0x300, offered -> 0x80).start();

        assertEquals(4, slave.bursts);
        assertEquals(0x200, slave.terminalCountAt);
        assertEquals(0x200, slave.moved);
    }

    @Test
    void aSlaveThatStopsBeforeTheLastByteIsNotToldOfTerminalCount() {
        board.program(2, WRITE, 1, 0, 0x1ff).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x1ff).start();

        assertEquals(-1, slave.terminalCountAt);
        assertEquals(0, board.count(2));
        assertEquals(0x00, board.in(0x08));
        assertEquals(0xfb, board.in(0x0f));
    }

    @Test
    void bytesWrapInside64KiB() {
        board.program(1, WRITE, 3, 0xfff0, 0x1f).unmask(1);
        Pieces.giving(board, 1, 0x20).start();

        assertArrayEquals(Pieces.pattern(0, 0x10), board.ram(0x3fff0, 0x10));
        assertArrayEquals(Pieces.pattern(0x10, 0x10), board.ram(0x30000, 0x10));
        assertArrayEquals(new byte[0x10], board.ram(0x40000, 0x10));
        assertEquals(0x0010, board.address(1));
    }

    @Test
    void wordsWrapInside128KiB() {
        board.program(5, WRITE, 2, 0xfff8, 0x0f).unmask(5);
        Pieces.giving(board, 5, 0x20).start();

        assertArrayEquals(Pieces.pattern(0, 0x10), board.ram(0x3fff0, 0x10));
        assertArrayEquals(Pieces.pattern(0x10, 0x10), board.ram(0x20000, 0x10));
        assertArrayEquals(new byte[0x10], board.ram(0x40000, 0x10));
    }

    @ParameterizedTest
    @CsvSource({"2,8000,30000", "3,0000,20000", "3,8000,30000", "2,7f00,2fe00"})
    void onWordChannelsAddressBit15IsA16AndPageBit0IsNotConnected(
            int page, String base, String lands) {
        board.program(6, WRITE, page, Integer.parseInt(base, 16), 7).unmask(6);
        Pieces.giving(board, 6, 0x10).start();

        assertArrayEquals(Pieces.pattern(0, 0x10), board.ram(Integer.parseInt(lands, 16), 0x10));
    }

    @Test
    void wordsRunOnSeamlesslyThroughTheMiddleOfTheirPage() {
        board.program(7, READ, 2, 0x7f00, 0x1ff).unmask(7);
        Arrays.fill(board.ram, 0x2fe00, 0x30000, (byte) 0x20);
        Arrays.fill(board.ram, 0x30000, 0x30200, (byte) 0x30);
        Pieces slave = Pieces.taking(board, 7, 0x400).start();

        byte[] taken = slave.taken.toByteArray();
        assertEquals(1, slave.bursts);
        assertEquals(0x20, taken[0x1ff]);
        assertEquals(0x30, taken[0x200]);
    }

    @Test
    void decrementPutsTheFirstByteAtTheBaseAndTheNextOneBelow() {
        board.program(0, WRITE | DECREMENT, 1, 0x01ff, 0x1ff).unmask(0);
        Pieces.giving(board, 0, 0x200).start();

        for (int i = 0; i < 0x200; i++) {
            assertEquals(Pieces.pattern(i), board.ram[0x101ff - i], "byte " + i);
        }
        assertEquals(0, board.ram[0xffff]);
        assertEquals(0xffff, board.address(0));
    }

    @Test
    void decrementReadsMemoryDownwards() {
        System.arraycopy(Pieces.pattern(0, 0x3000), 0, board.ram, 0x10000, 0x3000);
        board.program(3, READ | DECREMENT, 1, 0x2fff, 0x2fff).unmask(3);
        Pieces slave = Pieces.taking(board, 3, 0x3000).start();

        byte[] taken = slave.taken.toByteArray();
        for (int i = 0; i < 0x3000; i++) {
            assertEquals(Pieces.pattern(0x2fff - i), taken[i], "byte " + i);
        }
    }

    @Test
    void decrementWrapsBelowZeroToTheTopOfThePage() {
        board.program(0, WRITE | DECREMENT, 1, 0x0001, 3).unmask(0);
        Pieces.giving(board, 0, 4).start();

        assertEquals(Pieces.pattern(1), board.ram[0x10000]);
        assertEquals(Pieces.pattern(2), board.ram[0x1ffff]);
        assertEquals(Pieces.pattern(3), board.ram[0x1fffe]);
    }

    @Test
    void decrementKeepsTheBytesOfAWordInOrder() {
        board.program(5, WRITE | DECREMENT, 2, 0x0001, 1).unmask(5);
        Pieces.giving(board, 5, 4).start();

        assertArrayEquals(Pieces.pattern(0, 2), board.ram(0x20002, 2));
        assertArrayEquals(Pieces.pattern(2, 2), board.ram(0x20000, 2));
    }

    @Test
    void verifyCountsAndReachesTerminalCountButTouchesNoMemory() {
        board.program(2, VERIFY, 1, 0, 0x1ff).unmask(2);
        List<DmaDirection> directions = new ArrayList<>();
        board.slave(
                2,
                burst -> {
                    directions.add(burst.direction());
                    burst.give(ByteBuffer.wrap(Pieces.pattern(0, 0x200)));
                    board.drive(2, false);
                    return burst.length();
                });
        board.dreq(2, true);

        assertEquals(List.of(DmaDirection.VERIFY), directions);
        assertArrayEquals(new byte[0x200], board.ram(0x10000, 0x200));
        assertEquals(0xffff, board.count(2));
        assertEquals(0x04, board.in(0x08));
    }

    @Test
    void theControllerDecidesTheDirection() {
        Arrays.fill(board.ram, 0x10000, 0x10010, (byte) 0x77);
        board.program(2, READ, 1, 0, 0xf).unmask(2);
        Pieces.giving(board, 2, 0x10).start();
        assertEquals(0x77, board.ram[0x10000], "given to a channel that reads: lost");

        board.program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces slave = Pieces.taking(board, 2, 0x10).start();
        assertArrayEquals(new byte[0x10], slave.taken.toByteArray());
        assertEquals(0x77, board.ram[0x10000], "taken from a channel that writes: nothing comes");
    }

    @Test
    void theIllegalTransferTypeDrivesNoStrobeAndIsReported() {
        board.program(2, 0x4c, 1, 0, 0xf).unmask(2);
        Pieces.giving(board, 2, 0x10).start();

        assertArrayEquals(new byte[0x10], board.ram(0x10000, 0x10));
        assertEquals(0x04, board.in(0x08));
        assertEquals(1, board.guestErrors.size());
    }

    @Test
    void demandModeGoesOnWhereItStoppedWhenDREQReturns() {
        board.program(2, DEMAND, 1, 0, 0x1ff).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x123).start();
        assertEquals(0x123, board.address(2));
        assertEquals(0x1ff - 0x123, board.count(2));

        Pieces rest = Pieces.giving(board, 2, 0x200).start();
        assertEquals(0x123, slave.moved);
        assertEquals(0x200 - 0x123, rest.moved);
        assertArrayEquals(Pieces.pattern(0, 0x123), board.ram(0x10000, 0x123));
        assertArrayEquals(Pieces.pattern(0, 0x200 - 0x123), board.ram(0x10123, 0x200 - 0x123));
    }

    @Test
    void blockModeGoesOnWhenDREQFalls() {
        board.program(2, BLOCK | 0x04, 1, 0, 0xff).unmask(2);
        int[] moved = {0};
        board.slave(
                2,
                burst -> {
                    board.drive(2, false);
                    int length = Math.min(burst.length(), 0x30);
                    burst.give(ByteBuffer.wrap(Pieces.pattern(moved[0], length)));
                    moved[0] += length;
                    return length;
                });
        board.dreq(2, true);

        assertArrayEquals(Pieces.pattern(0, 0x100), board.ram(0x10000, 0x100));
        assertEquals(0x04, board.in(0x08));
    }

    @Test
    void aChannelInCascadeModeMovesNothingItself() {
        board.program(6, 0xc4, 2, 0, 0xf).unmask(6);
        assertEquals(0, Pieces.giving(board, 6, 0x20).start().moved);
        assertEquals(0x40, board.in(0xd0));

        board.program(7, WRITE, 2, 0, 0xf).unmask(7);
        assertEquals(0x20, Pieces.giving(board, 7, 0x20).start().moved, "the others run past it");
    }

    @Test
    void aSlaveThatTakesNothingIsAskedAgainOnlyAfterAChange() {
        board.program(2, WRITE, 1, 0, 0xf).unmask(2);
        int[] asked = {0};
        board.slave(
                2,
                burst -> {
                    asked[0]++;
                    return 0;
                });
        board.dreq(2, true);
        assertEquals(1, asked[0]);
        board.advance(1_000_000_000);
        assertEquals(1, asked[0]);
        board.unmask(2);
        assertEquals(2, asked[0]);
        assertEquals(0xf, board.count(2));
    }

    @ParameterizedTest
    @CsvSource({
        "2, -1, 0",
        "2, -2147483648, 0",
        "2, 17, 16",
        "2, 2147483647, 16",
        "5, 3, 2",
        "5, 33, 16",
        "5, -7, 0"
    })
    void whatASlaveSaysIsBroughtWithinWhatItWasOffered(int channel, int said, int transfers) {
        board.program(channel, WRITE, 2, 0, 0xf).unmask(channel);
        board.slave(
                channel,
                burst -> {
                    board.drive(channel, false);
                    return said;
                });
        board.dreq(channel, true);
        assertEquals(transfers, board.address(channel));
    }

    @Test
    void bytesThatHaveReachedMemoryAreCountedWhateverTheSlaveSays() {
        board.program(5, WRITE, 2, 0, 0xf).unmask(5);
        board.slave(
                5,
                burst -> {
                    board.drive(5, false);
                    burst.give(ByteBuffer.wrap(Pieces.pattern(0, 5)));
                    return 0;
                });
        board.dreq(5, true);
        assertEquals(3, board.address(5));
    }

    @Test
    void aBurstKeptBeyondItsTransferIsEmpty() {
        board.program(2, WRITE, 1, 0, 0xf).unmask(2);
        List<DmaBurst> kept = new ArrayList<>();
        board.slave(
                2,
                burst -> {
                    kept.add(burst);
                    board.drive(2, false);
                    return 4;
                });
        board.dreq(2, true);
        ByteBuffer late = ByteBuffer.wrap(Pieces.pattern(0, 16));
        kept.get(0).give(late);
        kept.get(0).take(late);

        assertEquals(0, late.position());
        assertArrayEquals(new byte[16], board.ram(0x10000, 16));
    }

    @Test
    void aSlaveMayGiveAndTakeInAnyPiecesAndNeverMoreThanOffered() {
        board.program(5, WRITE | DECREMENT, 2, 0x100, 3).unmask(5);
        board.slave(
                5,
                burst -> {
                    board.drive(5, false);
                    ByteBuffer source = ByteBuffer.wrap(Pieces.pattern(0, 100));
                    for (int length : new int[] {1, 3, 0, 2, 90}) {
                        burst.give(source.limit(source.position() + length));
                    }
                    assertEquals(8, source.position());
                    return 8;
                });
        board.dreq(5, true);
        for (int word = 0; word < 4; word++) {
            assertArrayEquals(
                    Pieces.pattern(2 * word, 2), board.ram(0x20200 - 2 * word, 2), "word " + word);
        }
    }

    @Test
    void beyondMemoryWritesAreLostReadsGiveZerosAndTheCountGoesOn() {
        Board small = new Board("chip", 0x12345).openCascade();
        small.program(2, WRITE, 1, 0x2300, 0xfff).unmask(2);
        Pieces.giving(small, 2, 0x1000).start();
        assertEquals(Pieces.pattern(0x44), small.ram[0x12344]);
        assertEquals(0x04, small.in(0x08));

        small.program(2, READ, 1, 0x2300, 0xfff).unmask(2);
        Pieces slave = Pieces.taking(small, 2, 0x1000).start();
        byte[] taken = slave.taken.toByteArray();
        assertEquals(Pieces.pattern(0x44), taken[0x44]);
        assertArrayEquals(new byte[0x1000 - 0x45], Arrays.copyOfRange(taken, 0x45, 0x1000));
    }

    @Test
    void theLargestCountMovesTheWholePage() {
        board.program(2, WRITE, 7, 0x8000, 0xffff).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x20000).start();

        assertEquals(0x10000, slave.terminalCountAt);
        assertEquals(2, slave.bursts);
        assertArrayEquals(Pieces.pattern(0, 0x8000), board.ram(0x78000, 0x8000));
        assertArrayEquals(Pieces.pattern(0x8000, 0x8000), board.ram(0x70000, 0x8000));
    }
}

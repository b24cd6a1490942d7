package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served when, and what the registers say; one promise a test. */
class ChipRequestTest {

    private static final int WRITE = 0x44;
    private static final int DECREMENT = 0x20;
    private static final int BLOCK = 0x80;

    private final Board board = Board.chip().openCascade();

    @Test
    void commandBit2DisablesTheController() {
        board.out(0x08, 0x04).program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x10).start();
        assertEquals(0, slave.moved);
        assertEquals(0x40, board.in(0x08), "the request waits");

        board.out(0x08, 0x00);
        assertEquals(0x10, slave.moved);
    }

    @Test
    void channels0To3WaitWhileChannel4IsMasked() {
        board.out(0xd4, 0x04).program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x10).start();
        assertEquals(0, slave.moved);
        assertEquals(0x10, board.in(0xd0), "the first controller's hold request is DREQ 4");

        board.out(0xd4, 0x00);
        assertEquals(0x10, slave.moved);
    }

    @Test
    void channels0To3WaitWhileChannel4IsNotInCascadeMode() {
        board.out(0xd6, 0x40).program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x10).start();
        assertEquals(0, slave.moved);

        board.out(0xd6, 0xc0);
        assertEquals(0x10, slave.moved);
    }

    @Test
    void channels0To3WaitWhileTheSecondControllerIsDisabled() {
        board.out(0xd0, 0x04).program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces slave = Pieces.giving(board, 2, 0x10).start();
        assertEquals(0, slave.moved);

        board.out(0xd0, 0x00);
        assertEquals(0x10, slave.moved);
    }

    @Test
    void afterPowerOnNothingPassesTheCascade() {
        Board cold = Board.chip();
        cold.program(2, WRITE, 1, 0, 0xf).unmask(2);
        assertEquals(0, Pieces.giving(cold, 2, 0x10).start().moved);
    }

    @Test
    void aSoftwareRequestCannotBeMaskedAndEndsWithTerminalCount() {
        board.program(1, BLOCK | 0x08, 1, 0, 0xff);
        Arrays.fill(board.ram, 0x10000, 0x10100, (byte) 0x5a);
        byte[] taken = new byte[0x100];
        board.slave(
                1,
                burst -> {
                    burst.take(ByteBuffer.wrap(taken));
                    return burst.length();
                });
        board.out(0x09, 0x05);

        assertEquals(0x5a, taken[0xff]);
        assertEquals(0x02, board.in(0x08));
        assertEquals(0xffff, board.count(1));
    }

    @Test
    void aSoftwareRequestCanBeTakenBack() {
        board.out(0x08, 0x04).out(0x09, 0x06);
        assertEquals(0x40, board.in(0x08));
        assertEquals(0x40, board.in(0x08));
        board.out(0x09, 0x02);
        assertEquals(0x00, board.in(0x08));
    }

    @Test
    void aSoftwareRequestRunsToTerminalCountThoughNoSlaveAnswers() {
        board.program(3, BLOCK | 0x04, 1, 0x0ff0, 0x1fff);
        board.out(0x09, 0x07);

        assertEquals(0x08, board.in(0x08));
        byte[] ones = new byte[0x2000];
        Arrays.fill(ones, (byte) 0xff);
        assertArrayEquals(ones, board.ram(0x10ff0, 0x2000));
        assertEquals(0, board.ram[0x10fef]);
        assertEquals(0, board.ram[0x12ff0]);
    }

    @Test
    void anUnansweredSoftwareRequestCountsDownToo() {
        board.program(3, BLOCK | 0x04 | DECREMENT, 1, 0x0003, 5);
        board.out(0x09, 0x07);

        assertArrayEquals(new byte[] {-1, -1, -1, -1, 0}, board.ram(0x10000, 5));
        assertArrayEquals(new byte[] {0, -1, -1}, board.ram(0x1fffd, 3));
    }

    @Test
    void theStatusShowsRequestsOfMaskedChannels() {
        board.dreq(2, true);
        board.dreq(7, true);
        assertEquals(0x40, board.in(0x08));
        assertEquals(0x80, board.in(0xd0));
        board.dreq(2, false);
        assertEquals(0x00, board.in(0x08));
    }

    @Test
    void aRequestSurvivesMasterClearBecauseDREQIsAWire() {
        board.program(2, WRITE, 1, 0, 0xf);
        Pieces slave = Pieces.giving(board, 2, 0x10).start();
        board.out(0x0d, 0x00);
        assertEquals(0x40, board.in(0x08));
        assertEquals(0, slave.moved);

        board.unmask(2);
        assertEquals(0x10, slave.moved);
    }

    @Test
    void masterClearKeepsAddressCountPageAndMode() {
        board.program(2, WRITE, 0x9a, 0x1234, 0x5678);
        board.out(0x08, 0x10).out(0x0e, 0x00);
        board.in(0x04);
        board.out(0x0d, 0x00);

        assertEquals(0xff, board.in(0x0f));
        assertEquals(0x34, board.in(0x04), "the flip-flop is clear");
        assertEquals(0x12, board.in(0x04));
        assertEquals(0x5678, board.count(2));
        assertEquals(0x9a, board.in(0x81));
        board.outPair(0x05, 0);
        board.unmask(2);
        Pieces.giving(board, 2, 1).start();
        assertEquals(Pieces.pattern(0), board.ram[0x9a1234], "the mode still writes");
    }

    @Test
    void theMaskReadsBackAt0fAndDeWithOnesAbove() {
        assertEquals(0xff, board.in(0x0f));
        assertEquals(0xfe, board.in(0xde));
        board.out(0x0f, 0xa5).out(0xde, 0x5a);
        assertEquals(0xf5, board.in(0x0f));
        assertEquals(0xfa, board.in(0xde));
        board.out(0x0e, 0x00).out(0x0a, 0x07);
        assertEquals(0xf8, board.in(0x0f));
    }

    @Test
    void nothingAnswersWhereThereIsNothingToRead() {
        for (int register = 0x9; register < 0xf; register++) {
            int expected = register == 0xd ? 0x00 : 0xff;
            assertEquals(expected, board.in(register), "register " + register);
            assertEquals(expected, board.in(Board.port(4, register)), "register " + register);
        }
    }

    @Test
    void eachByteOfAddressAndCountIsLoadedAtOnce() {
        board.outPair(0x00, 0x1234);
        board.outPair(0x01, 0x5678);
        board.out(0x0c, 0x00).out(0x00, 0x99).out(0x0c, 0x00).out(0x01, 0xaa);

        assertEquals(0x1299, board.address(0));
        assertEquals(0x56aa, board.count(0));
    }

    @Test
    void oneFlipFlopServesAWholeControllerAndReadsMoveItToo() {
        board.outPair(0x00, 0x1234);
        board.outPair(0x02, 0x5678);
        board.out(0x0c, 0x00);
        assertEquals(0x34, board.in(0x00));
        assertEquals(0x56, board.in(0x02));
        assertEquals(0x34, board.in(0x00));
        board.in(0x08);
        board.in(0x81);
        assertEquals(0x56, board.in(0x02), "status and pages leave it alone");
        board.out(0xd8, 0x00);
        board.in(0xc0);
        assertEquals(0x34, board.in(0x00), "the other controller has its own");
    }

    @Test
    void memoryToMemoryIsReportedAndDoesNotHang() {
        board.program(0, BLOCK | 0x08, 1, 0, 0xff).program(1, BLOCK | 0x04, 1, 0x1000, 0xff);
        board.out(0x08, 0x01).out(0x09, 0x04);

        assertEquals(1, board.guestErrors.size());
        board.out(0x08, 0x00).program(2, WRITE, 1, 0, 0xf).unmask(2);
        assertEquals(0x10, Pieces.giving(board, 2, 0x10).start().moved);
    }

    @Test
    void pagePortsOfNoChannelAreScratchBytes() {
        for (int port = 0x80; port <= 0x8f; port++) {
            board.out(port, port ^ 0x5a);
        }
        for (int port = 0x80; port <= 0x8f; port++) {
            assertEquals(port ^ 0x5a, board.in(port));
        }
    }

    @Test
    void theStatusShowsTerminalCountOnceAndRequestsAsLongAsTheyLast() {
        board.program(2, WRITE, 1, 0, 0xf).unmask(2);
        Pieces.giving(board, 2, 0x10).start();
        board.dreq(3, true);

        assertEquals(0x84, board.in(0x08));
        assertEquals(0x80, board.in(0x08));
    }

    @Test
    void fixedPriorityServes0To3Before5To7() {
        assertEquals(List.of(0, 1, 2, 3, 5, 6, 7), order(7, 6, 5, 3, 2, 1, 0));
    }

    @Test
    void withRotatingPriorityTheChannelServedLastIsTheLowest() {
        board.out(0x08, 0x10);
        assertEquals(List.of(1), order(1));
        assertEquals(List.of(2, 3, 0, 1), order(0, 1, 2, 3));
        assertEquals(List.of(2), order(2));
        assertEquals(List.of(3, 0, 1, 2), order(0, 1, 2, 3));
        board.out(0x08, 0x00);
        assertEquals(List.of(0, 1, 2, 3), order(0, 1, 2, 3));
    }

    @Test
    void rotationOfTheSecondControllerMoves0To3AsOne() {
        board.out(0xd0, 0x10);
        assertEquals(List.of(2), order(2));
        assertEquals(List.of(5, 6, 7, 0, 3), order(0, 3, 5, 6, 7));
    }

    /** Raises requests at one instant and tells in what order they were served. */
    private List<Integer> order(int... channels) {
        List<Integer> served = new ArrayList<>();
        for (int channel : channels) {
            board.program(channel, WRITE, 1, 0, 3).unmask(channel);
            board.slave(
                    channel,
                    burst -> {
                        served.add(channel);
                        board.drive(channel, false);
                        return burst.length();
                    });
        }
        for (int channel : channels) {
            board.drive(channel, true);
        }
        board.settle();
        return served;
    }

    @Test
    void withDREQSenseLowALowWireRequests() {
        board.program(2, WRITE, 1, 0, 0xf);
        board.out(0x08, 0x40);
        assertEquals(0xf0, board.in(0x08));
        board.dreq(2, true);
        assertEquals(0xb0, board.in(0x08));

        int[] asked = {0};
        board.slave(
                2,
                burst -> {
                    asked[0]++;
                    return 0;
                });
        board.unmask(2);
        assertEquals(0, asked[0]);
        board.dreq(2, false);
        assertEquals(1, asked[0], "asked once, not again and again");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7})
    void everyChannelHasItsOwnPageAndRegisters(int channel) {
        board.program(channel, WRITE, 0x12, 0x0340, 0x1f).unmask(channel);
        int unit = channel < 4 ? 1 : 2;
        Pieces.giving(board, channel, 0x20 * unit).start();

        assertArrayEquals(
                Pieces.pattern(0, 0x20 * unit), board.ram(0x120000 + 0x340 * unit, 0x20 * unit));
        assertEquals(1 << (channel & 3), board.in(Board.port(channel, 8)));
    }

    @Test
    void theSecondControllerIsDecodedAtOddPortsToo() {
        board.out(0xd8, 0x00).out(0xc5, 0x34).out(0xc4, 0x12);
        assertEquals(0x1234, board.address(5));
        board.outWord(0xd8, 0);
        board.outWord(0xc4, 0x5678);
        assertEquals(0x5678, board.address(5), "a word access reaches one register twice");
    }

    @Test
    void resetMasksAllAndKeepsWhatHasNoReset() {
        board.program(2, WRITE, 0x12, 0x3456, 0x789a).unmask(2);
        board.reset();

        assertEquals(0xff, board.in(0x0f));
        assertEquals(0xff, board.in(0xde));
        assertEquals(0x3456, board.address(2));
        assertEquals(0x789a, board.count(2));
        assertEquals(0x12, board.in(0x81));
    }

    @Test
    void aRestoredPairGoesOnInTheMiddleOfATransfer() {
        board.program(2, WRITE, 1, 0, 0x1ff).unmask(2);
        Pieces.giving(board, 2, 0x100).start();
        board.out(0x0c, 0x00);
        board.in(0x04);

        Board copy = board.copy("chip");
        assertEquals(0x01, copy.in(0x04), "the flip-flop came along");
        Pieces rest = Pieces.giving(copy, 2, 0x200).start();
        assertEquals(0x100, rest.terminalCountAt);
        assertEquals(Pieces.pattern(0), copy.ram[0x10100]);
        assertTrue((copy.in(0x08) & 0x04) != 0);
        assertFalse(copy.ram[0x10200] != 0);
    }
}

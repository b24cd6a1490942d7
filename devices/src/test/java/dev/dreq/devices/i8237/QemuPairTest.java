package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.state.StateException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What QEMU 7.2 does, with a slave that reads or writes one sector a request, as its floppy
 * controller does.
 */
class QemuPairTest {

    private static final int SECTOR = 0x200;

    private final Board board = Board.qemu();
    private boolean busy;
    private int wanted;
    private int takes;

    private Board readSector(int mode, int page, int base, int count) {
        return board.program(2, mode, page, base, count).unmask(2);
    }

    /**
     * A command of the slave: it gives, or takes, {@code length} bytes from the start of what it
     * was offered.
     */
    private byte[] command(boolean gives, int length) {
        byte[] sector = new byte[length];
        if (gives) {
            for (int i = 0; i < length; i++) {
                sector[i] = (byte) i;
            }
        }
        wanted = length;
        board.slave(
                2,
                burst -> {
                    if (!busy) {
                        return 0;
                    }
                    int moved = Math.min(wanted, burst.length());
                    if (gives) {
                        burst.give(ByteBuffer.wrap(sector, 0, moved));
                    } else {
                        burst.take(ByteBuffer.wrap(sector, 0, moved));
                    }
                    takes++;
                    busy = false;
                    board.drive(2, false);
                    return moved;
                });
        busy = true;
        board.dreq(2, true);
        return sector;
    }

    private byte[] ram(int from, int length) {
        return Arrays.copyOfRange(board.ram, from, from + length);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void terminalCountIsShownAndTheMaskStays() {
        readSector(0x46, 1, 0, 0x1ff);
        command(true, SECTOR);

        assertArrayEquals(bytes(0, 1, 2, 3), ram(0x10000, 4));
        assertEquals(0xffff, board.count(2));
        assertEquals(0x0200, board.address(2));
        assertEquals(0x04, board.in(0x08));
        assertEquals(0x00, board.in(0x08));
        assertEquals(0xfb, board.in(0x09));
    }

    @ParameterizedTest
    @CsvSource({"46", "56"})
    void aSecondCommandStartsFromTheBaseAgain(String mode) {
        readSector(Integer.parseInt(mode, 16), 1, 0, 0x1ff);
        command(true, SECTOR);
        Arrays.fill(board.ram, (byte) 0xee);
        command(true, SECTOR);

        assertArrayEquals(bytes(0, 1, 2, 3), ram(0x10000, 4));
        assertArrayEquals(bytes(0xee, 0xee), ram(0x10200, 2));
        assertEquals(0xffff, board.count(2));
        assertEquals(0x0200, board.address(2));
    }

    @Test
    void aShortTransferIsNoTerminalCount() {
        readSector(0x46, 1, 0, 0x3ff);
        command(true, SECTOR);

        assertEquals(0x01ff, board.count(2));
        assertEquals(0x0200, board.address(2));
        assertEquals(0x00, board.in(0x08));
        assertEquals(1, takes);
    }

    @Test
    void aMaskedRequestWaitsAndUnmaskingRunsIt() {
        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        assertEquals(0x40, board.in(0x08));
        assertEquals(0, board.ram[0x10001]);

        board.unmask(2);
        assertEquals(0x04, board.in(0x08));
        assertEquals(1, board.ram[0x10001]);
    }

    @ParameterizedTest
    @CsvSource({"0f,0b,0b", "0e,00,00"})
    void writingTheMaskRunsWhatItLetsThroughAtOnce(String port, String value, String mask) {
        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        board.out(Integer.parseInt(port, 16), Integer.parseInt(value, 16));

        assertEquals(0x04, board.in(0x08));
        assertEquals(Integer.parseInt(mask, 16), board.in(0x09));
    }

    @ParameterizedTest
    @CsvSource({"08,04", "d4,04", "d0,04"})
    void neitherDisablingNorTheCascadeStopsAChannel(String port, String value) {
        board.out(Integer.parseInt(port, 16), Integer.parseInt(value, 16));
        readSector(0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        assertEquals(1, board.ram[0x10001]);
    }

    @ParameterizedTest
    @CsvSource({"4a", "4e", "06", "86", "c6"})
    void theSlaveDecidesWhatMovesWhatever(String mode) {
        readSector(Integer.parseInt(mode, 16), 1, 0, 0x1ff);
        command(true, SECTOR);
        assertArrayEquals(bytes(0, 1, 2, 3), ram(0x10000, 4));
    }

    @Test
    void verifyRunsToTerminalCountAndMovesNothing() {
        Arrays.fill(board.ram, (byte) 0xee);
        readSector(0x42, 1, 0, 0x1ff);
        command(true, SECTOR);
        assertEquals((byte) 0xee, board.ram[0x10001]);
        assertEquals(0xffff, board.count(2));
        assertEquals(0x04, board.in(0x08));

        readSector(0x42, 1, 0, 0x1ff);
        assertArrayEquals(new byte[SECTOR], command(false, SECTOR));
    }

    @Test
    void aTransferRunsAcrossTheEdgeOfItsPage() {
        readSector(0x46, 1, 0xfff0, 0x1ff);
        command(true, SECTOR);
        assertArrayEquals(bytes(0x10, 0x11), ram(0x20000, 2));
        assertArrayEquals(bytes(0, 0), ram(0x10000, 2));
        assertEquals(0x01f0, board.address(2));
        assertEquals(0x01, board.in(0x81));
    }

    @Test
    void decrementWritesTheBlockUpwardsBelowTheBase() {
        Arrays.fill(board.ram, (byte) 0xee);
        readSector(0x66, 1, 0x1ff, 0x1ff);
        command(true, SECTOR);
        assertArrayEquals(bytes(0xee, 0xee, 0xee, 0, 1, 2, 3, 4), ram(0xfffc, 8));
        assertArrayEquals(bytes(0xfd, 0xfe, 0xff, 0xee), ram(0x101fc, 4));
        assertEquals(0xffff, board.address(2));
        assertEquals(0xffff, board.count(2));
    }

    @Test
    void decrementReadsTheBlockWithItsFirstHalfMirrored() {
        for (int i = 0; i < SECTOR; i++) {
            board.ram[0xffff + i] = (byte) (i ^ i >> 8);
        }
        readSector(0x6a, 1, 0x1ff, 0x1ff);
        byte[] taken = command(false, SECTOR);
        for (int i = 0; i < SECTOR; i++) {
            int from = i < SECTOR / 2 ? SECTOR - 1 - i : i;
            assertEquals(board.ram[0xffff + from], taken[i], "byte " + i);
        }
    }

    @Test
    void decrementBelowAddressZeroLosesTheLowerPart() {
        Arrays.fill(board.ram, (byte) 0xee);
        readSector(0x66, 0, 0x0010, 0x1ff);
        command(true, SECTOR);
        assertArrayEquals(bytes(0xf0, 0xf1), ram(0, 2));
        assertArrayEquals(bytes(0xff, 0xee), ram(0xf, 2));
        assertEquals(0x04, board.in(0x08));
    }

    @Test
    void writingOnlyTheAddressRestartsTheCountToo() {
        readSector(0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        board.outPair(0x04, 0);
        assertEquals(0x01ff, board.count(2));
    }

    @Test
    void masterClearLosesTheRequest() {
        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        assertEquals(0x40, board.in(0x08));
        board.out(0x0d, 0x00);
        assertEquals(0x00, board.in(0x08));
        board.unmask(2);
        assertEquals(0, takes);
    }

    @Test
    void takingBackTheSoftwareRequestDropsTheHardwareRequestAndTheTerminalCount() {
        readSector(0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        board.out(0x09, 0x02);
        assertEquals(0x00, board.in(0x08));

        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        assertEquals(0x40, board.in(0x08));
        board.out(0x09, 0x02).unmask(2);
        assertEquals(0x00, board.in(0x08));
        assertEquals(1, takes);
    }

    @Test
    void aRequestThatItsSlaveWithdrawsUnservedStands() {
        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        busy = false;
        board.dreq(2, false);
        assertEquals(0x40, board.in(0x08));
        board.unmask(2);
        assertEquals(0x40, board.in(0x08));
        assertEquals(0x00, board.ram[0x10001]);

        command(true, SECTOR);
        assertEquals(0x04, board.in(0x08), "the next command runs and ends as ever");
    }

    @Test
    void aSoftwareRequestOfAnUnusedChannelStandsAndDoesNotSpin() {
        board.program(3, 0x44, 0, 0, 0).unmask(3);
        board.out(0x09, 0x07);
        board.advance(1_000_000_000);
        assertEquals(0x80, board.in(0x08));
        assertEquals(0x80, board.in(0x08));
        board.out(0x09, 0x03);
        assertEquals(0x00, board.in(0x08));
    }

    @Test
    void aSlaveThatHoldsItsRequestThroughAutoinitializationIsServedAgainLater() {
        board.program(1, 0x54, 1, 0, 0xff).unmask(1);
        int[] rounds = {0};
        board.slave(
                1,
                burst -> {
                    rounds[0]++;
                    return burst.length();
                });
        board.dreq(1, true);
        assertEquals(1, rounds[0]);
        board.advance(10_000_000);
        assertEquals(2, rounds[0]);
    }

    @ParameterizedTest
    @CsvSource({"2,8000,30000", "3,0,30000", "3,8000,30000", "2,7f00,2fe00", "2,ff00,3fe00"})
    void onWordChannelsThePageIsOredIn(int page, String base, String lands) {
        board.program(5, 0x44, page, Integer.parseInt(base, 16), 0x1ff).unmask(5);
        Pieces.giving(board, 5, 0x400).start();

        int from = Integer.parseInt(lands, 16);
        for (int i = 0; i < 0x400; i++) {
            assertEquals(Pieces.pattern(i), board.ram[from + i], "byte " + i);
        }
    }

    @Test
    void aDemandTransferInPiecesGoesOnWhereItStopped() {
        board.program(6, 0x44, 2, 0, 0x1ff).unmask(6);
        Pieces slave = Pieces.of(board, 6, true, 0x400, offered -> 0x60).start();
        assertEquals(0x400, slave.terminalCountAt);
        assertEquals(Pieces.pattern(0x3ff), board.ram[0x203ff]);
        assertEquals(0x04, board.in(0xd0));
    }

    @Test
    void aRestoredPairStillKnowsItsRequest() {
        board.program(2, 0x46, 1, 0, 0x1ff);
        command(true, SECTOR);
        Board copy = board.copy("qemu");
        assertEquals(0x40, copy.in(0x08));
        assertEquals(0x1ff, copy.count(2));
        assertEquals(0x01, copy.in(0x81));
    }

    @ParameterizedTest
    @ValueSource(strings = {"position", "start"})
    void halfAWordInSavedStateIsRefused(String where) {
        MapState state = board.save();
        state.replace(1L, "second", "channel1", where);
        StateException refused =
                assertThrows(StateException.class, () -> board.restored("qemu", state));
        assertTrue(refused.getMessage().contains("channel 5"), refused.getMessage());
    }
}

package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.state.StateException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests and slaves that keep no rule: nothing throws, nothing hangs, all of it stays in RAM. */
class HostileGuestTest {

    private static final int RAM = 0x48000;

    /** A slave whose every answer is a throw of dice. */
    private static int dice(SplittableRandom random, Board board, int channel, DmaBurst burst) {
        assertTrue(burst.length() >= 1 && burst.length() <= 0x40000);
        for (int i = random.nextInt(3); i > 0; i--) {
            ByteBuffer buffer = ByteBuffer.allocate(random.nextInt(0x2000));
            if (random.nextBoolean()) {
                burst.give(buffer);
            } else {
                burst.take(buffer);
            }
        }
        if (random.nextInt(3) != 0) {
            board.drive(channel, false);
        }
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt();
            case 2 -> random.nextInt(burst.length() + 1);
            default -> burst.length();
        };
    }

    @ParameterizedTest
    @CsvSource({"chip,1", "chip,2", "chip,3", "chip,4", "qemu,5", "qemu,6", "qemu,7", "qemu,8"})
    void aStormOfPortWritesAndWildSlavesEndsQuietly(String compat, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Board board = new Board(compat, RAM);
        for (int channel = 0; channel < 8; channel++) {
            if (channel != 4 && channel != 3) {
                int number = channel;
                board.slave(channel, burst -> dice(random, board, number, burst));
            }
        }
        for (int i = 0; i < 20_000; i++) {
            int port =
                    switch (random.nextInt(5)) {
                        case 0, 1 -> random.nextInt(0x10);
                        case 2, 3 -> 0xc0 + random.nextInt(0x20);
                        default -> 0x80 + random.nextInt(0x10);
                    };
            switch (random.nextInt(8)) {
                case 0 -> board.in(port);
                case 1 -> board.outWord(port, random.nextInt(0x10000));
                case 2 -> board.inLong(port);
                case 3 -> board.dreq(random.nextInt(8), random.nextBoolean());
                case 4 -> board.advance(random.nextInt(100_000));
                default -> board.out(port, random.nextInt(0x100));
            }
            if (i % 4096 == 0) {
                board.reset();
            }
        }
        board.reset();
        assertEquals(0, board.in(0x08) & 0xf0, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void everyCornerOfBasePageAndCountIsHarmless(String compat) {
        Board board = new Board(compat, RAM).openCascade();
        int[] corners = {0x0000, 0x0001, 0x7fff, 0x8000, 0xfffe, 0xffff};
        for (int channel : new int[] {0, 2, 5}) {
            for (int base : corners) {
                for (int count : corners) {
                    for (int page : new int[] {0x00, 0x03, 0x04, 0x7f, 0xff}) {
                        for (int mode : new int[] {0x44, 0x48, 0x64, 0x68}) {
                            board.program(channel, mode, page, base, count).unmask(channel);
                            Pieces slave =
                                    Pieces.of(board, channel, mode == 0x44, 0x20000, all -> all);
                            slave.start();
                            assertTrue(slave.moved > 0);
                            board.dreq(channel, false);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void softwareRequestsOfEmptyChannelsEndTheirAccess(String compat) {
        Board board = new Board(compat, RAM).openCascade();
        for (int mode = 0; mode < 0x100; mode += 4) {
            for (int channel = 0; channel < 8; channel++) {
                board.program(channel, mode, 3, 0xfff0, 0xffff).unmask(channel);
                board.out(Board.port(channel, 9), 4 | (channel & 3));
                board.in(Board.port(channel, 8));
                board.out(Board.port(channel, 9), channel & 3);
            }
            board.openCascade();
        }
    }

    @Test
    void aSoftwareRequestOfTheCascadeChannelDoesNotTakeTheBusAway() {
        Board board = Board.chip().openCascade();
        board.out(0xd2, 0x04);
        assertEquals(0x10, board.in(0xd0));
        board.program(2, 0x44, 1, 0, 0xf).unmask(2);
        assertEquals(0x10, Pieces.giving(board, 2, 0x10).start().moved);
        board.program(5, 0x44, 1, 0, 0xf).unmask(5);
        assertEquals(0x20, Pieces.giving(board, 5, 0x20).start().moved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void aSlaveThatReprogramsItsOwnChannelMeetsNoRecursion(String compat) {
        Board board = new Board(compat, RAM).openCascade();
        board.program(1, 0x44, 1, 0, 0x1ff).unmask(1);
        int[] depth = {0};
        int[] bursts = {0};
        board.slave(
                1,
                burst -> {
                    assertEquals(1, ++depth[0], "a burst within a burst");
                    if (++bursts[0] < 50) {
                        board.signal(() -> board.program(1, 0x44, 1, 0x100, 0x1ff).unmask(1));
                    } else {
                        board.drive(1, false);
                    }
                    depth[0]--;
                    return burst.length();
                });
        board.dreq(1, true);
        assertTrue(bursts[0] <= 50, "bursts: " + bursts[0]);
    }

    @Test
    void aSlaveThatNeverLetsGoOfAnAutoinitializedChannelLetsTimePass() {
        Board board = Board.chip().openCascade();
        board.program(1, 0x54, 1, 0, 0).unmask(1);
        byte[] one = {1};
        board.slave(
                1,
                burst -> {
                    burst.give(ByteBuffer.wrap(one));
                    return 1;
                });
        board.dreq(1, true);
        board.advance(1_000_000);
        assertEquals(1_000_000, board.now());
        assertEquals(1, Arrays.stream(new int[] {board.ram[0x10000]}).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void aSavedStateThatIsWrongOnPurposeIsRefusedOrRuns(String compat) {
        SplittableRandom random = new SplittableRandom(0x5a7e);
        int ran = 0;
        for (int i = 0; i < 1_000; i++) {
            Board board = new Board(compat, RAM).openCascade();
            int channel = random.nextInt(4);
            board.program(channel, random.nextInt(0x40) << 2, 3, random.nextInt(0x10000), 0xfff);
            Pieces.of(board, channel, random.nextBoolean(), 0x1800, all -> 0x123).start();
            MapState state = board.save();
            for (int k = random.nextInt(4); k >= 0; k--) {
                state.spoil(random, List.of(""));
            }
            Board then;
            try {
                then = board.restored(compat, state);
            } catch (StateException refused) {
                continue;
            }
            then.unmask(channel);
            then.out(Board.port(channel, 9), 4 | channel);
            then.dreq(channel, true);
            then.advance(1_000_000);
            then.copy(compat);
            ran++;
        }
        assertTrue(ran > 100, "only %d were not refused, seed 5a7e".formatted(ran));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void aSlaveThatWritesTheControllersRegistersDuringItsTransferMeetsNoRecursion(String compat) {
        SplittableRandom random = new SplittableRandom(0x9e);
        for (int i = 0; i < 500; i++) {
            Board board = new Board(compat, RAM).openCascade();
            board.program(1, random.nextInt(0x40) << 2, 1, 0xfff0, 0x1ff).unmask(1);
            int[] depth = {0};
            board.slave(
                    1,
                    burst -> {
                        assertEquals(1, ++depth[0], "a burst within a burst");
                        for (int k = 0; k < 6; k++) {
                            board.write(random.nextInt(0x10), random.nextInt(0x100));
                        }
                        burst.give(ByteBuffer.allocate(burst.length() / 2 + 1));
                        board.drive(1, random.nextBoolean());
                        depth[0]--;
                        return random.nextInt(burst.length() + 1);
                    });
            board.dreq(1, true);
            board.drive(1, false);
            board.reset();
            assertEquals(0, board.in(0x08) & 0xf0, "seed 9e, round " + i);
        }
    }
}

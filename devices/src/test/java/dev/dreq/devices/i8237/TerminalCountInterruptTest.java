package dev.dreq.devices.i8237;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings tc-irq and request-lines, of both kinds of controllers. */
class TerminalCountInterruptTest {

    private static List<IsaClaim> claims(Map<String, String> given) {
        I8237Provider provider = new I8237Provider();
        return provider.claims(Settings.parse(provider.settings(), given));
    }

    private static Board board(String compat, String lines) {
        return new Board(Map.of("compat", compat, "tc-irq", "9", "request-lines", lines))
                .openCascade();
    }

    /** A slave on a request line that gives zeros for ever. */
    private static DmaChannel zeros(Board board, int line) {
        return board.slave(
                line,
                burst -> {
                    burst.give(ByteBuffer.allocate(burst.length()));
                    return burst.length();
                });
    }

    /** Lets a channel run to its end. */
    private static void finish(Board board, int channel) {
        zeros(board, channel);
        board.program(channel, 0x44, 1, 0, 3).unmask(channel);
        board.dreq(channel, true);
        board.dreq(channel, false);
    }

    @Test
    void theLineIsAskedForOnlyIfThereIsOne() {
        assertTrue(claims(Map.of()).stream().noneMatch(IsaClaim.Irq.class::isInstance));
        assertTrue(claims(Map.of("tc-irq", "9")).contains(IsaClaim.irq("terminal-count", 9)));
        assertThrows(SettingException.class, () -> claims(Map.of("tc-irq", "16")));
    }

    @ParameterizedTest
    @CsvSource({"chip, 1", "chip, 6", "qemu, 1", "qemu, 6"})
    void theLineIsUpFromTerminalCountUntilTheStatusIsRead(String compat, int channel) {
        Board board = board(compat, "01234567");
        zeros(board, channel);
        board.program(channel, 0x44, 1, 0, 3);
        board.dreq(channel, true);
        assertFalse(board.interrupt);
        board.unmask(channel);
        assertTrue(board.interrupt);
        board.in(Board.port(channel ^ 4, 8));
        assertTrue(board.interrupt, "the other controller's status was read");
        board.in(Board.port(channel, 8));
        assertFalse(board.interrupt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void bothControllersHaveToBeReadIfBothHaveFinished(String compat) {
        Board board = board(compat, "01234567");
        finish(board, 1);
        finish(board, 2);
        finish(board, 5);
        board.in(0x08);
        assertTrue(board.interrupt);
        board.in(0xd0);
        assertFalse(board.interrupt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void masterClearAndResetTakeItBack(String compat) {
        Board board = board(compat, "01234567");
        finish(board, 1);
        board.out(0x0d, 0);
        assertFalse(board.interrupt);
        board.openCascade();
        finish(board, 6);
        assertTrue(board.interrupt);
        board.reset();
        assertFalse(board.interrupt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "qemu"})
    void aCrossedRequestLineMovesTheChannelItIsWiredTo(String compat) {
        Board board = board(compat, "02134657");
        DmaChannel line = zeros(board, 2);
        board.ram[0x10000] = 1;
        board.program(1, 0x44, 1, 0, 0).unmask(1);
        line.request(true);
        board.settle();
        assertEquals(0, board.ram[0x10000], "line 2 is wired to channel 1");
        assertEquals(0x02, board.in(0x08) & 0x0f);

        DmaChannel words = zeros(board, 6);
        board.program(5, 0x44, 2, 0, 0).unmask(5);
        words.request(true);
        board.settle();
        assertEquals(0x02, board.in(0xd0) & 0x0f, "line 6 is wired to channel 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0123456", "012345678", "00234567", "41230567", "51234067", "01234568"})
    void linesThatDoNotBelongToAllChannelsAreRefused(String lines) {
        SettingException refused =
                assertThrows(SettingException.class, () -> claims(Map.of("request-lines", lines)));
        assertTrue(refused.getMessage().contains("5..7"), refused.getMessage());
    }
}

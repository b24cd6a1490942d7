package dev.dreq.tools.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which commands a piece of a transfer takes. */
class ScreenRectangleTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Where the engine puts each byte of a command, by its data sheet. */
    private static void run(EngineCommand command, List<Integer> places) {
        for (int k = 0; k < command.bytes(); k++) {
            places.add(
                    command.pitch() == 0
                            ? command.vram() + k
                            : command.vram()
                                    + k / command.line() * command.pitch()
                                    + k % command.line());
        }
    }

    private static List<EngineCommand> commands(
            ScreenRectangle rectangle, int offset, int length, int limit) {
        List<EngineCommand> commands = new ArrayList<>();
        for (int done = 0; done < length; ) {
            EngineCommand command = rectangle.next(offset + done, Math.min(limit, length - done));
            commands.add(command);
            done += command.bytes();
        }
        return commands;
    }

    @Test
    void wholeLinesAreOneCommand() {
        ScreenRectangle rectangle = new ScreenRectangle(0x100, 40, 12, 5);
        assertEquals(
                List.of(new EngineCommand(60, 0x100, 40, 12)),
                commands(rectangle, 0, 60, NO_LIMIT));
    }

    @Test
    void aPieceThatIsNotOfLinesIsTheRestOfOneThenLinesThenTheBeginningOfOne() {
        ScreenRectangle rectangle = new ScreenRectangle(1000, 40, 12, 5);
        assertEquals(
                List.of(
                        EngineCommand.linear(5, 1007),
                        new EngineCommand(24, 1040, 40, 12),
                        EngineCommand.linear(3, 1120)),
                commands(rectangle, 7, 32, NO_LIMIT));
    }

    @Test
    void aPieceInsideALineIsOneCommand() {
        ScreenRectangle rectangle = new ScreenRectangle(0, 40, 12, 5);
        assertEquals(List.of(EngineCommand.linear(4, 83)), commands(rectangle, 27, 4, NO_LIMIT));
    }

    @Test
    void linesWithNothingBetweenThemAreOneRange() {
        ScreenRectangle rectangle = new ScreenRectangle(80, 40, 40, 5);
        assertEquals(
                List.of(EngineCommand.linear(133, 97)), commands(rectangle, 17, 133, NO_LIMIT));
    }

    @Test
    void everyByteOfRandomPiecesLandsWhereItBelongsInAtMostThreeCommands() {
        for (long seed = 1; seed <= 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int line = random.nextInt(1, 50);
            int pitch = line + (random.nextInt(3) == 0 ? 0 : random.nextInt(30));
            int lines = random.nextInt(1, 12);
            int first = random.nextInt(1_000);
            ScreenRectangle rectangle = new ScreenRectangle(first, pitch, line, lines);
            int offset = random.nextInt(rectangle.bytes());
            int length = random.nextInt(1, rectangle.bytes() - offset + 1);
            int limit = random.nextBoolean() ? NO_LIMIT : random.nextInt(1, 100);
            List<EngineCommand> commands = commands(rectangle, offset, length, limit);
            List<Integer> places = new ArrayList<>();
            commands.forEach(command -> run(command, places));
            int[] expected = new int[length];
            for (int k = 0; k < length; k++) {
                expected[k] = first + (offset + k) / line * pitch + (offset + k) % line;
            }
            assertArrayEquals(
                    expected,
                    places.stream().mapToInt(Integer::intValue).toArray(),
                    "seed " + seed);
            assertTrue(limit != NO_LIMIT || commands.size() <= 3, "seed " + seed);
            for (EngineCommand command : commands) {
                assertTrue(command.bytes() <= limit, "seed " + seed);
            }
        }
    }
}

package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.launcher.Emulator;
import dev.dreq.tools.remote.libqtest.LineSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever clients send, the server answers the next one. */
@Timeout(120)
class RandomLinesTest {

    private static final int CONNECTIONS = 100;
    private static final int LINES = 1_000;
    private static final List<String> WORDS =
            List.of(
                    "inb",
                    "inw",
                    "inl",
                    "outb",
                    "outw",
                    "outl",
                    "readb",
                    "readw",
                    "readl",
                    "readq",
                    "writeb",
                    "writew",
                    "writel",
                    "writeq",
                    "read",
                    "write",
                    "b64read",
                    "b64write",
                    "memset",
                    "irq_intercept_in",
                    "irq_intercept_out",
                    "set_irq_in",
                    "endianness",
                    "clock_step",
                    "clock_set",
                    "module_load",
                    "rtas",
                    "");
    private static final List<String> NAMES =
            List.of("ioapic", "unnamed-gpio-in", "/machine", "/", "0x", "SGVsbG8=", "0x0123456789");

    @TempDir Path folder;
    private Emulator emulator;
    private Path socket;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("q");
        emulator =
                Emulator.of(
                                List.of(
                                        "-qtest",
                                        "unix:" + socket + ",server=on,wait=off",
                                        "-qtest-log",
                                        "none",
                                        "-m",
                                        "4",
                                        "-device",
                                        "bochs-display"))
                        .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aHundredThousandLinesOverManyConnectionsAreAllAnswered() throws IOException {
        for (int seed = 0; seed < CONNECTIONS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < LINES; i++) {
                lines.append(line(random)).append('\n');
            }
            try (LineSocket client = LineSocket.connect(socket)) {
                client.send(lines.toString());
                int answers = 0;
                while (answers < LINES) {
                    String line = client.receive();
                    assertTrue(line.matches("(OK|FAIL|ERR|IRQ)( .*)?"), "seed " + seed + line);
                    answers += line.startsWith("IRQ ") ? 0 : 1;
                }
                assertEquals("OK little", answer(client, "endianness"), "seed " + seed);
            }
        }
    }

    @Test
    void randomBytesHarmOnlyTheirOwnConnection() throws IOException {
        for (int seed = 0; seed < CONNECTIONS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder bytes = new StringBuilder();
            for (int i = 0; i < LINES; i++) {
                bytes.append((char) random.nextInt(256));
            }
            try (LineSocket client = LineSocket.connect(socket)) {
                client.send(bytes.toString());
            }
            try (LineSocket next = LineSocket.connect(socket)) {
                assertEquals("OK little", answer(next, "endianness"), "seed " + seed);
            }
        }
    }

    private static String answer(LineSocket client, String request) throws IOException {
        String line = client.ask(request);
        while (line.startsWith("IRQ ")) {
            line = client.receive();
        }
        return line;
    }

    /** Mostly something that means something, sometimes with a wound. */
    private static String line(SplittableRandom random) {
        StringBuilder line = new StringBuilder(WORDS.get(random.nextInt(WORDS.size())));
        int arguments = random.nextInt(4);
        for (int i = 0; i < arguments; i++) {
            line.append(' ').append(argument(random));
        }
        if (random.nextInt(8) == 0) {
            line.insert(random.nextInt(line.length() + 1), (char) (random.nextInt(245) + 11));
        }
        return line.toString();
    }

    private static String argument(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> "0x" + Integer.toHexString(random.nextInt(0x10000));
            case 1 -> "0x3f" + Integer.toHexString(random.nextInt(8));
            case 2 -> Integer.toString(random.nextInt(256));
            case 3 -> "0x" + Long.toHexString(random.nextLong() >>> random.nextInt(64));
            case 4 -> Long.toString(random.nextLong());
            default -> NAMES.get(random.nextInt(NAMES.size()));
        };
    }
}

package dev.dreq.tools.remote.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that say anything, go at any time, or do not listen. */
@Timeout(120)
class HostileClientsTest {

    private static final int CONNECTIONS = 100;
    private static final int LINES = 1_000;

    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "'",
                    "\\",
                    "1",
                    "-",
                    "e",
                    "null",
                    "true",
                    "'execute':",
                    "'exec-oob':",
                    "'arguments':",
                    "'id':",
                    "'query-status'",
                    "'qom-list'",
                    "'path'",
                    "'/machine'",
                    "'device_add'",
                    "'driver'",
                    "'bochs-display'",
                    "'device_del'",
                    "'qom-get'",
                    "'property'",
                    "'query-pci'",
                    "'human-monitor-command'",
                    "'command-line'",
                    "'info qtree'",
                    "'system_reset'",
                    "'cont'",
                    "'stop'",
                    " ",
                    "\u00e9",
                    "\0",
                    "\u0001",
                    "\ud83d\ude00",
                    "{'execute':'query-status'}",
                    "{'execute':'qom-list','arguments':{'path':'/'}}",
                    "{'execute':'device_add','arguments':{'driver':'bochs-display','vgamem':'4M'}}");

    private final Pc pc = Pc.of(new PcOptions());

    private static String line(SplittableRandom random) {
        StringBuilder line = new StringBuilder();
        int pieces = random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            line.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return line.append('\n').toString();
    }

    @Test
    void aHundredThousandLinesOverAHundredConnectionsLeaveAMachineThatAnswers() {
        IntStream.range(0, CONNECTIONS).parallel().forEach(this::sayAnything);
        try (QmpClient client = new QmpClient(pc).negotiated()) {
            assertTrue(client.ask("{'execute':'query-status'}").startsWith("{\"return\""));
        }
    }

    private void sayAnything(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (QmpClient client = new QmpClient(pc)) {
            Thread reader = new Thread(client::readAll);
            reader.start();
            client.send("{'execute':'qmp_capabilities'}\n");
            for (int i = 0; i < LINES; i++) {
                client.send(line(random));
            }
            client.hangUp();
            join(reader);
        } catch (RuntimeException broken) {
            throw new AssertionError("seed " + seed, broken);
        }
    }

    @Test
    void randomBytesAreErrorsAndNothingElse() {
        byte[] bytes = new byte[1 << 17];
        for (int seed = 0; seed < 4; seed++) {
            new SplittableRandom(seed).nextBytes(bytes);
            try (QmpClient client = new QmpClient(pc)) {
                Thread reader = new Thread(client::readAll);
                reader.start();
                client.send(bytes);
                client.hangUp();
                join(reader);
            }
        }
        try (QmpClient client = new QmpClient(pc).negotiated()) {
            assertTrue(client.ask("{'execute':'query-status'}").startsWith("{\"return\""));
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyElse() {
        try (QmpClient deaf = new QmpClient(pc).negotiated();
                QmpClient other = new QmpClient(pc).negotiated()) {
            for (int i = 0; i < 5_000; i++) {
                pc.locked(pc::stop);
                pc.locked(pc::resume);
                other.next();
                other.next();
            }
            assertTrue(other.ask("{'execute':'query-status'}").startsWith("{\"return\""));
        }
    }

    @Test
    void theAnswerToQuitArrivesAlthoughTheServerIsClosedAtOnce() throws InterruptedException {
        try (QmpClient client = new QmpClient(pc).negotiated()) {
            client.send("{'execute':'quit'}\n");
            pc.awaitEnd();
            client.closeServer();
            assertTrue(client.next().contains("SHUTDOWN"));
            assertEquals("{\"return\": {}}", client.next());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.launcher.Emulator;
import dev.dreq.tools.remote.libqtest.LineSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients come, send what they like, and go. */
@Timeout(60)
class ConnectionTest {

    private static final int MIB = 1 << 20;

    @TempDir Path folder;
    private Emulator emulator;
    private Path first;
    private Path second;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        first = folder.resolve("first");
        second = folder.resolve("second");
        log = folder.resolve("log");
        emulator =
                Emulator.of(
                                List.of(
                                        "-chardev",
                                                "socket,id=c0,path="
                                                        + second
                                                        + ",server=on,wait=off",
                                        "-object", "qtest,id=q1,chardev=c0,log=" + log,
                                        "-qtest", "unix:" + first + ",server=on,wait=off",
                                        "-qtest-log", "none"))
                        .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private LineSocket connect() throws IOException {
        return LineSocket.connect(first);
    }

    @Test
    void aLineMayComeInPiecesAndManyAtOnce() throws IOException {
        try (LineSocket client = connect()) {
            client.send("inb 0x");
            client.send("8\ninb 0x8\nendi");
            assertEquals("OK 0x0000", client.receive());
            assertEquals("OK 0x0000", client.receive());
            client.send("anness\n");
            assertEquals("OK little", client.receive());
        }
    }

    @Test
    void aHalfLineIsForgottenWithItsConnectionAndTheMachineIsNot() throws IOException {
        try (LineSocket client = connect()) {
            assertEquals("OK", client.ask("writel 0x1000 0x1234"));
            client.send("writel 0x1000 0x56");
        }
        try (LineSocket client = connect()) {
            assertEquals("OK 0x0000000000001234", client.ask("readl 0x1000"));
        }
    }

    @Test
    void aSecondClientIsServedWhenTheFirstHasLeft() throws IOException {
        LineSocket one = connect();
        assertEquals("OK little", one.ask("endianness"));
        try (LineSocket two = connect()) {
            two.send("endianness\n");
            assertEquals("OK little", one.ask("endianness"));
            one.close();
            assertEquals("OK little", two.receive());
        }
    }

    @Test
    void aLineThatIsTooLongIsPassedOver() throws IOException {
        try (LineSocket client = connect()) {
            String piece = "0".repeat(MIB);
            client.send("write 0x1000 1 0x");
            for (int sent = 0; sent <= RequestLines.LONGEST; sent += MIB) {
                client.send(piece);
            }
            assertEquals("FAIL a line of more than 33554688 bytes", client.ask(""));
            assertEquals("OK little", client.ask("endianness"));
        }
    }

    @Test
    void sixteenMebibytesGoAndComeBack() throws IOException {
        int size = Request.MOST_BYTES;
        String data = "0123456789abcdef".repeat(size / 8);
        try (LineSocket client = connect()) {
            assertEquals("OK", client.ask("write 0x200000 " + size + " 0x" + data));
            assertEquals("OK 0x" + data, client.ask("read 0x200000 " + size));
            assertEquals("OK 0x0123456789abcdef", client.ask("read 0x200000 8"));
        }
    }

    @Test
    void aClientThatNeverReadsHoldsUpNobodyElse() throws IOException {
        try (LineSocket deaf = connect();
                LineSocket other = LineSocket.connect(second)) {
            deaf.send("read 0 0x100000\n".repeat(32));
            assertEquals("OK little", other.ask("endianness"));
        }
    }

    @Test
    void anInterruptThatAnotherClientCausesIsToldAtOnce() throws IOException {
        try (LineSocket watcher = connect();
                LineSocket other = LineSocket.connect(second)) {
            assertEquals("OK", watcher.ask("irq_intercept_in ioapic"));
            assertEquals("OK", other.ask("set_irq_in ioapic unnamed-gpio-in 9 1"));
            assertEquals("IRQ raise 9", watcher.receive());
            assertEquals("OK", other.ask("set_irq_in ioapic unnamed-gpio-in 9 0"));
            assertEquals("IRQ lower 9", watcher.receive());
        }
    }

    @Test
    void anInterceptOutlivesTheConnectionAndLevelsBeginAnewAsLow() throws IOException {
        try (LineSocket client = connect()) {
            assertEquals("OK", client.ask("irq_intercept_in ioapic"));
            assertEquals("IRQ raise 3", client.ask("set_irq_in ioapic unnamed-gpio-in 3 1"));
        }
        try (LineSocket client = connect()) {
            assertEquals("OK", client.ask("set_irq_in ioapic unnamed-gpio-in 3 0"));
            assertEquals("IRQ raise 3", client.ask("set_irq_in ioapic unnamed-gpio-in 3 1"));
        }
    }

    @Test
    void theLogShowsWhoSaidWhat() throws IOException {
        try (LineSocket client = LineSocket.connect(second)) {
            client.ask("inb 0x8");
            client.ask("nosuch");
        }
        List<String> lines = new ArrayList<>();
        try (LineSocket next = LineSocket.connect(second)) {
            next.ask("endianness");
            for (String line : Files.readAllLines(log)) {
                lines.add(line.replaceFirst("\\+\\d+\\.\\d{6}", "+TIME"));
            }
        }
        assertEquals(
                List.of(
                        "[I 0.000000] OPENED",
                        "[R +TIME] inb 0x8",
                        "[S +TIME] OK 0x0000",
                        "[R +TIME] nosuch",
                        "[S +TIME] FAIL Unknown command 'nosuch'",
                        "[I +TIME] CLOSED",
                        "[I 0.000000] OPENED",
                        "[R +TIME] endianness",
                        "[S +TIME] OK little"),
                lines);
    }

    @Test
    void aLogMayGoToAnyStream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QtestLog to = QtestLog.to(out);
        to.opened();
        byte[] line = "<inb 0x8>".getBytes(StandardCharsets.US_ASCII);
        to.received(line, 1, 8);
        assertTrue(
                out.toString(StandardCharsets.US_ASCII)
                        .matches("\\[I 0\\.000000] OPENED\n\\[R \\+0\\.\\d{6}] inb 0x8\n"));
    }
}

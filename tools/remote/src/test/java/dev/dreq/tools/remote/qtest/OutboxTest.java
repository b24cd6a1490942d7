package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final byte[] LINE = "IRQ raise 6".getBytes(StandardCharsets.US_ASCII);

    private final Pc pc = Pc.of(new PcOptions());
    private final Client client = new Client();
    private final Deque<Runnable> courier = new ArrayDeque<>();
    private final Outbox outbox = new Outbox(pc, client, QtestLog.NONE, courier::add);

    /** Takes all that is written. */
    private static final class Client implements ByteChannel {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private boolean open = true;

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public int write(ByteBuffer source) {
            got.write(source.get());
            return 1;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @AfterEach
    void close() {
        pc.close();
    }

    @Test
    void linesAreSentInOrderHoweverLittleTheStreamTakes() throws IOException {
        outbox.lines().ok();
        outbox.lines().okPort(0x12345);
        outbox.lines().okMemory(0x12);
        outbox.unasked(LINE);
        outbox.send();
        assertEquals(
                "OK\nOK 0x12345\nOK 0x0000000000000012\nIRQ raise 6\n",
                client.got.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void whatTheOwnerAddsItSendsItself() {
        outbox.unasked(LINE);
        assertTrue(courier.isEmpty());
    }

    @Test
    void whatOthersAddACourierSendsTogether() throws InterruptedException {
        Thread other =
                new Thread(
                        () -> {
                            outbox.unasked(LINE);
                            outbox.unasked(LINE);
                        });
        other.start();
        other.join();
        assertEquals(1, courier.size());
        courier.remove().run();
        assertEquals("IRQ raise 6\nIRQ raise 6\n", client.got.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void whoLeavesTooMuchUnreadIsCutOff() {
        int unread = 0;
        for (; client.isOpen(); unread += LINE.length + 1) {
            outbox.unasked(LINE);
        }
        assertEquals(Outbox.MOST_UNREAD, unread, LINE.length + 1);
    }
}

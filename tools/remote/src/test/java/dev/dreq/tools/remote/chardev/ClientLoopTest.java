package dev.dreq.tools.remote.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientLoopTest {

    /** Clients that the test sends; the last one is null. */
    private static final class Visitors implements Chardev {
        private final BlockingQueue<Optional<ByteChannel>> coming = new LinkedBlockingQueue<>();
        private final boolean waits;

        Visitors(boolean waits) {
            this.waits = waits;
        }

        @Override
        public void open() {}

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public Optional<ByteChannel> next() throws IOException {
            try {
                return coming.take();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            coming.add(Optional.empty());
        }
    }

    /** A client that stays until it is cut off. */
    private static final class Visitor implements ByteChannel {
        private final CountDownLatch gone = new CountDownLatch(1);

        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                gone.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int write(ByteBuffer source) {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return gone.getCount() > 0;
        }

        @Override
        public void close() {
            gone.countDown();
        }
    }

    @Test
    void clientsAreServedInOrderWhateverBecomesOfThem() throws Exception {
        Visitors visitors = new Visitors(false);
        List<ByteChannel> served = new ArrayList<>();
        ClientLoop loop =
                new ClientLoop(
                        "test",
                        visitors,
                        client -> {
                            served.add(client);
                            if (served.size() == 1) {
                                throw new IOException("left");
                            } else if (served.size() == 2) {
                                Thread.currentThread()
                                        .setUncaughtExceptionHandler((thread, bug) -> {});
                                throw new IllegalStateException("a bug");
                            }
                        });
        List<ByteChannel> sent = List.of(new Visitor(), new Visitor(), new Visitor());
        sent.forEach(visitor -> visitors.coming.add(Optional.of(visitor)));
        visitors.coming.add(Optional.empty());
        loop.start();
        loop.join();
        assertEquals(sent, served);
        assertEquals(List.of(false, false, false), sent.stream().map(ByteChannel::isOpen).toList());
    }

    @Test
    void closingCutsTheClientOff() throws Exception {
        Visitors visitors = new Visitors(false);
        Visitor visitor = new Visitor();
        visitors.coming.add(Optional.of(visitor));
        CountDownLatch serving = new CountDownLatch(1);
        ClientLoop loop =
                new ClientLoop(
                        "test",
                        visitors,
                        client -> {
                            serving.countDown();
                            client.read(ByteBuffer.allocate(1));
                        });
        loop.start();
        serving.await();
        loop.close();
        loop.join();
        assertEquals(0, visitor.gone.getCount());
    }

    @Test
    void aLoopBeginsOnce() throws Exception {
        ClientLoop loop = new ClientLoop("test", new Nobody(), client -> {});
        loop.start();
        loop.join();
        assertThrows(IllegalThreadStateException.class, loop::start);
    }
}

package dev.dreq.tools.remote.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.tools.remote.opts.QemuOpts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChardevsTest {

    @TempDir Path folder;

    private static Chardev named(String text) {
        return Chardevs.named("-qtest", text);
    }

    private static Chardev described(String text) {
        return Chardevs.described(QemuOpts.parse("-chardev", text, "backend"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:/a                         | unix:/a",
                "unix:path=/a                    | unix:/a",
                "unix:/a,server=on               | unix:/a,server=on",
                "unix:/a,server,nowait           | unix:/a,server=on",
                "unix:/a,,b                      | unix:/a,b",
                "tcp:127.0.0.1:80,server=on      | tcp:127.0.0.1:80,server=on",
                "tcp:localhost:65535,nodelay     | tcp:127.0.0.1:65535",
                "tcp::0                          | tcp:127.0.0.1:0",
                "stdio                           | stdio",
                "null                            | null"
            })
    void theShortForms(String text, String shown) {
        assertEquals(shown, named(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "socket,path=/a                        | unix:/a",
                "socket,path=/a,server=on,wait=off     | unix:/a,server=on",
                "socket,host=127.0.0.1,port=4,server   | tcp:127.0.0.1:4,server=on",
                "socket,port=4                         | tcp:127.0.0.1:4",
                "stdio,signal=off                      | stdio",
                "null                                  | null"
            })
    void theLongForms(String text, String shown) {
        assertEquals(shown, described(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bogus:1          | -qtest: 'bogus:1' is not a character device; there are: socket"
                        + " (unix:PATH, tcp:HOST:PORT), stdio, null",
                "unix:path=       | -qtest: the path of a unix socket is missing",
                "unix:/a,bogus=1  | -qtest: there is no 'bogus'; there are: path, server, wait,"
                        + " delay",
                "tcp:4            | -qtest: a tcp device is tcp:HOST:PORT, not 'tcp:4'",
                "tcp::65536       | -qtest: a port is a number from 0 to 65535, not '65536'",
                "tcp::-1          | -qtest: a port is a number from 0 to 65535, not '-1'",
                "tcp:0.0.0.0:4    | -qtest: 0.0.0.0 is another machine or open to others; only this"
                        + " one's loopback is served, such as 127.0.0.1"
            })
    void aMistakeIsNamed(String text, String message) {
        assertEquals(
                message,
                assertThrows(ConfigurationException.class, () -> named(text)).getMessage());
    }

    @Test
    void aServerWaitsUnlessItIsToldNotTo() {
        assertTrue(named("unix:/a,server=on").waits());
        assertFalse(named("unix:/a,server=on,wait=off").waits());
        assertFalse(named("unix:/a").waits());
    }

    @Test
    void aSocketThatWasLeftBehindIsReplacedAndTakenAway() throws IOException {
        Path path = folder.resolve("s");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertTrue(Files.exists(path));

        Chardev listener = named("unix:" + path + ",server=on");
        listener.open();
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        listener.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void aFileThatIsNoSocketStays() throws IOException {
        Path path = Files.writeString(folder.resolve("precious"), "data");
        Chardev listener = named("unix:" + path + ",server=on");
        assertTrue(
                assertThrows(IOException.class, listener::open)
                        .getMessage()
                        .startsWith("cannot listen on unix:" + path));
        assertEquals("data", Files.readString(path));
    }

    @Test
    void whereNobodyListensIsNamed() {
        Path path = folder.resolve("nobody");
        assertTrue(
                assertThrows(IOException.class, named("unix:" + path)::open)
                        .getMessage()
                        .startsWith("cannot connect to unix:" + path));
    }

    @Test
    void oneEndListensAndTheOtherConnects() throws IOException {
        Path path = folder.resolve("s");
        try (Chardev listener = named("unix:" + path + ",server=on");
                Chardev connector = named("unix:" + path)) {
            listener.open();
            connector.open();
            assertSame(listener.next().orElseThrow(), connector.next().orElseThrow());
            assertTrue(connector.next().isEmpty());
        }
    }

    @Test
    void tcpDoesTheSame() throws IOException {
        try (ServerSocket client = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Chardev connector = named("tcp:127.0.0.1:" + client.getLocalPort())) {
            connector.open();
            try (Socket accepted = client.accept();
                    ByteChannel stream = connector.next().orElseThrow()) {
                stream.write(ByteBuffer.wrap(new byte[] {42}));
                assertEquals(42, accepted.getInputStream().read());
            }
        }
    }

    @Test
    void standardInputAndOutputAreOneClient() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Chardev stdio =
                new Stdio(
                        Channels.newChannel(new ByteArrayInputStream(new byte[] {'i', 'n'})),
                        Channels.newChannel(out));
        ByteChannel client = stdio.next().orElseThrow();
        assertEquals(2, client.read(ByteBuffer.allocate(8)));
        assertEquals(-1, client.read(ByteBuffer.allocate(8)));
        client.write(ByteBuffer.wrap("out".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("out", out.toString(StandardCharsets.US_ASCII));
        assertTrue(stdio.next().isEmpty());
    }

    private static void assertSame(ByteChannel one, ByteChannel other) throws IOException {
        one.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        ByteBuffer got = ByteBuffer.allocate(3);
        while (got.hasRemaining()) {
            other.read(got);
        }
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), got.flip());
    }
}

package dev.dreq.tools.remote.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A server that answers each line with what a function says, which may be several lines. */
final class ScriptedPeer implements AutoCloseable {
    private final ServerSocket server;
    private final Thread thread;

    /**
     * Listens.
     *
     * @param script answers a request; an empty answer ends the connection
     */
    ScriptedPeer(UnaryOperator<String> script) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(script), "scripted peer");
        thread.start();
    }

    private void serve(UnaryOperator<String> script) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out =
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = script.apply(line);
                if (answer.isEmpty()) {
                    return;
                }
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QtestAddress address() {
        return new QtestAddress("tcp:127.0.0.1:" + server.getLocalPort());
    }

    QtestConnection connection() {
        return QtestConnection.connect(address());
    }

    QtestConnection connection(Duration patience) {
        return QtestConnection.connect(address(), patience);
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}

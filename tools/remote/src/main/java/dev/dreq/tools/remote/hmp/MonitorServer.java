package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.chardev.ClientLoop;
import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** The human monitor for the clients of a character device: lines, without editing or echo. */
public final class MonitorServer implements Server {

    /** What asks for the next line. */
    static final String PROMPT = "(qemu) ";

    private static final int BUFFER = 1 << 12;
    private static final int LONGEST_LINE = 1 << 16;

    private final Monitor monitor;
    private final ClientLoop loop;

    /** Makes a server that has not begun to serve. */
    public MonitorServer(Pc pc, Chardev chardev) {
        this.monitor = new Monitor(pc);
        this.loop = new ClientLoop("monitor", chardev, this::serve);
    }

    /** What a client is greeted with. */
    static String greeting() {
        return "QEMU %d.%d.%d monitor (%s) - type 'help' for more information\n"
                .formatted(Version.MAJOR, Version.MINOR, Version.MICRO, Version.PACKAGE);
    }

    @Override
    public void start() throws IOException {
        loop.start();
    }

    private void serve(ByteChannel client) throws IOException {
        write(client, greeting() + PROMPT);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer received = ByteBuffer.allocate(BUFFER);
        while (client.read(received.clear()) >= 0) {
            received.flip();
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    write(client, answer(line) + PROMPT);
                    line.reset();
                } else if (next != '\r' && line.size() <= LONGEST_LINE) {
                    line.write(next);
                }
            }
        }
    }

    private String answer(ByteArrayOutputStream line) {
        return line.size() > LONGEST_LINE
                ? "a line of more than %d bytes is no command\n".formatted(LONGEST_LINE)
                : monitor.run(line.toString(StandardCharsets.UTF_8));
    }

    private static void write(ByteChannel client, String text) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}

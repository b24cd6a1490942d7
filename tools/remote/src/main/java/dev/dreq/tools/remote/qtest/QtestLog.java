package dev.dreq.tools.remote.qtest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What passes over qtest connections, for people: {@code [R +s.uuuuuu] request}, {@code [S
 * +s.uuuuuu] answer}, seconds of the host's clock since the client came. Under the machine's lock.
 */
public final class QtestLog {

    /** Keeps nothing. */
    public static final QtestLog NONE = new QtestLog(OutputStream.nullOutputStream(), false);

    private final PrintStream out;
    private final boolean on;
    private long opened;

    private QtestLog(OutputStream out, boolean on) {
        this.out = new PrintStream(out, false, StandardCharsets.ISO_8859_1);
        this.on = on;
    }

    /** Writes to a stream. */
    public static QtestLog to(OutputStream stream) {
        return new QtestLog(stream, true);
    }

    /**
     * Writes to a file; {@code none} and {@code /dev/null} are nowhere.
     *
     * @throws IOException if the file cannot be written
     */
    public static QtestLog named(String file) throws IOException {
        return file.equals("none") || file.equals("/dev/null")
                ? NONE
                : to(Files.newOutputStream(Path.of(file)));
    }

    void opened() {
        opened = System.nanoTime();
        event("[I 0.000000] OPENED");
    }

    void closed() {
        if (on) {
            event("[I +%s] CLOSED".formatted(time()));
        }
    }

    private void event(String line) {
        if (on) {
            out.print(line + '\n');
            out.flush();
        }
    }

    /** A client has sent the line from {@code start} to {@code end}. */
    void received(byte[] bytes, int start, int end) {
        if (on) {
            line('R', bytes, start, end);
        }
    }

    /** A client is to get the line from {@code start} to {@code end}. */
    void sent(byte[] bytes, int start, int end) {
        if (on) {
            line('S', bytes, start, end);
        }
    }

    private void line(char kind, byte[] bytes, int start, int end) {
        out.print("[%c +%s] ".formatted(kind, time()));
        out.write(bytes, start, end - start);
        out.print('\n');
        out.flush();
    }

    private String time() {
        long micros = (System.nanoTime() - opened) / 1000;
        return "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
    }
}

package dev.dreq.tools.remote.libqtest;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test program's side of QEMU, as libqtest has it: listens on two sockets, starts the program,
 * shakes hands on both, keeps the levels of the intercepted interrupts.
 */
public final class LibQtest implements AutoCloseable {

    private final Path folder = Files.createTempDirectory("qtest");
    private final boolean[] levels = new boolean[24];
    private final Program program;
    private final LineSocket qtest;
    private final LineSocket qmp;
    private boolean ended;

    /** Starts a program with further options. */
    public LibQtest(Program.Start start, String... options) throws IOException {
        ServerSocketChannel qtestListens = LineSocket.listen(folder.resolve("qtest"));
        ServerSocketChannel qmpListens = LineSocket.listen(folder.resolve("qmp"));
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-qtest", "unix:" + folder.resolve("qtest")));
        words.addAll(List.of("-qtest-log", "/dev/null"));
        words.addAll(
                List.of("-chardev", "socket,path=%s,id=char0".formatted(folder.resolve("qmp"))));
        words.addAll(List.of("-mon", "chardev=char0,mode=control", "-display", "none"));
        words.addAll(List.of(options));
        words.addAll(List.of("-accel", "qtest"));
        program = start.with(words);
        qtest = LineSocket.accept(qtestListens);
        qmp = LineSocket.accept(qmpListens);
        String endianness = request("endianness");
        if (!endianness.equals("OK little")) {
            throw new AssertionError("endianness: " + endianness);
        }
        String greeting = qmp.receive();
        if (!greeting.startsWith("{\"QMP\": ")) {
            throw new AssertionError("greeting: " + greeting);
        }
        execute("{ 'execute': 'qmp_capabilities' }");
    }

    /** Sends a qtest request; gives the line that answers it, keeping the levels told before. */
    public String request(String line) throws IOException {
        qtest.send(line + "\n");
        while (true) {
            String[] word = qtest.receive().split(" ", 3);
            if (!word[0].equals("IRQ")) {
                return String.join(" ", word);
            }
            levels[Integer.parseInt(word[2])] = word[1].equals("raise");
        }
    }

    /** As {@link #request}, of which nothing but OK is accepted; gives what comes behind. */
    public String ok(String line) throws IOException {
        String answer = request(line);
        if (!answer.equals("OK") && !answer.startsWith("OK ")) {
            throw new AssertionError(line + ": " + answer);
        }
        return answer.substring(Math.min(3, answer.length()));
    }

    /** Reads a byte port. */
    public int inb(int port) throws IOException {
        return Integer.decode(ok("inb 0x%x".formatted(port)));
    }

    /** Writes byte ports: port, value, value, ... */
    public void outb(int port, int... values) throws IOException {
        for (int value : values) {
            ok("outb 0x%x 0x%x".formatted(port, value));
        }
    }

    /** Writes a word port. */
    public void outw(int port, int value) throws IOException {
        ok("outw 0x%x 0x%x".formatted(port, value));
    }

    /** The level of an interrupt, asked for with a read of port 0 so that what is told has come. */
    public boolean irq(int number) throws IOException {
        inb(0);
        return levels[number];
    }

    /** Lets virtual time pass; gives the new time. */
    public long clockStep(long nanos) throws IOException {
        return Long.parseLong(ok("clock_step " + nanos));
    }

    /** Sends a QMP command, single quotes for double ones; gives what it returns. */
    public String execute(String command) throws IOException {
        qmp.send(command + "\n");
        String line = qmp.receive();
        while (line.contains("\"event\": ")) {
            line = qmp.receive();
        }
        if (!line.contains("\"return\": ")) {
            throw new AssertionError(command + ": " + line);
        }
        return line;
    }

    /** Ends the program, as libqtest does; gives its exit status. */
    public int end() throws IOException, InterruptedException {
        ended = true;
        qtest.close();
        qmp.close();
        return program.end();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!ended) {
            end();
        }
        for (String socket : List.of("qtest", "qmp")) {
            Files.deleteIfExists(folder.resolve(socket));
        }
        Files.delete(folder);
    }
}

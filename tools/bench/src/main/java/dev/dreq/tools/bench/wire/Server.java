package dev.dreq.tools.bench.wire;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine in a process of its own, with a qtest and a QMP connection. */
final class Server implements AutoCloseable {

    private static final long START_NANOS = 60_000_000_000L;

    private final Process process;
    private final Path folder;
    private final LineClient qtest;
    private final LineClient qmp;
    private final long startNanos;

    /**
     * Starts one and waits for its first answer.
     *
     * @param command its program
     * @param floppy the image in its drive
     */
    Server(String command, Path floppy) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("dreq-wire-");
        Path qtestSocket = folder.resolve("qtest");
        Path qmpSocket = folder.resolve("qmp");
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(List.of("-M", "pc", "-m", "64M", "-nodefaults", "-display", "none", "-S"));
        line.addAll(List.of("-accel", "tcg", "-qtest-log", "/dev/null"));
        line.addAll(List.of("-drive", "if=floppy,format=raw,readonly=on,file=" + floppy));
        line.addAll(List.of("-qtest", "unix:" + qtestSocket + ",server=on,wait=off"));
        line.addAll(List.of("-qmp", "unix:" + qmpSocket + ",server=on,wait=off"));
        long start = System.nanoTime();
        process =
                new ProcessBuilder(line)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        qtest = connect(qtestSocket, start);
        require("OK little", qtest.ask("endianness"));
        startNanos = System.nanoTime() - start;
        qmp = connect(qmpSocket, start);
        qmp.receive();
        qmp.ask("{\"execute\": \"qmp_capabilities\"}");
    }

    private LineClient connect(Path socket, long start) throws IOException, InterruptedException {
        while (true) {
            try {
                return new LineClient(socket);
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() - start > START_NANOS) {
                    process.destroy();
                    throw new IOException("the server did not come up: " + process, notYet);
                }
                Thread.sleep(1);
            }
        }
    }

    static void require(String expected, String answer) {
        if (!answer.equals(expected)) {
            throw new IllegalStateException(
                    "the answer is %s and not %s".formatted(answer, expected));
        }
    }

    LineClient qtest() {
        return qtest;
    }

    LineClient qmp() {
        return qmp;
    }

    /** From the start of the process to its first answer. */
    long startNanos() {
        return startNanos;
    }

    @Override
    public void close() throws IOException {
        qtest.close();
        qmp.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(folder.resolve("qtest"));
        Files.deleteIfExists(folder.resolve("qmp"));
        Files.delete(folder);
    }
}

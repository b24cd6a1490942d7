package dev.dreq.tools.remote.libqtest;

import dev.dreq.tools.remote.launcher.Emulator;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine in this process, behind a qtest connection only. */
public final class QtestMachine implements AutoCloseable {

    private final Path folder = Files.createTempDirectory("qtest");
    private final Emulator emulator;
    private final LineSocket qtest;

    /** Starts it with further options. */
    public QtestMachine(String... options) throws IOException {
        Path path = folder.resolve("q");
        ServerSocketChannel listening = LineSocket.listen(path);
        List<String> words = new ArrayList<>(List.of("-qtest", "unix:" + path));
        words.addAll(List.of("-qtest-log", "none", "-display", "none", "-accel", "qtest"));
        words.addAll(List.of(options));
        emulator = Emulator.of(words);
        emulator.start();
        qtest = LineSocket.accept(listening);
    }

    /** The connection. */
    public LineSocket qtest() {
        return qtest;
    }

    @Override
    public void close() throws IOException {
        qtest.close();
        emulator.close();
        Files.deleteIfExists(folder.resolve("q"));
        Files.delete(folder);
    }
}

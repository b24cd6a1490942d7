package dev.dreq.tools.remote.client;

import dev.dreq.plugin.ScanOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A qemu-system-x86_64 of its own, which ends when this is closed or this JVM ends. Its processor
 * runs a firmware that halts at once, so that timers run, nothing touches the devices, and no time
 * is used.
 */
public final class RealQemu implements AutoCloseable {

    /** The program that is started. */
    public static final String PROGRAM = "qemu-system-x86_64";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(5);
    private static final String FIRMWARE = "halt.bin";
    private static final String WORDS = "stderr";
    private static final String SCREEN = "screen.ppm";
    private static final int FIRMWARE_BYTES = 64 << 10;
    private static final int RESET_VECTOR = 0xFFF0;
    private static final byte HLT = (byte) 0xF4;
    private static final byte[] HALT_FOR_EVER = {(byte) 0xFA, HLT, (byte) 0xEB, (byte) 0xFD};

    private final Process process;
    private final Path folder;
    private final Thread atExit;
    private final QtestConnection qtest;
    private final QmpConnection qmp;

    private RealQemu(
            Process process, Path folder, Thread atExit, QtestConnection qtest, QmpConnection qmp) {
        this.process = process;
        this.folder = folder;
        this.atExit = atExit;
        this.qtest = qtest;
        this.qmp = qmp;
    }

    /** Where the program is; empty if it is not installed. */
    public static Optional<Path> installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts the program with some arguments beside those that are always given: machine type pc
     * without default devices, TCG, no display.
     *
     * @throws QtestException if it is not installed, or does not start; with what it says
     */
    public static RealQemu start(List<String> arguments) {
        Path program =
                installed()
                        .orElseThrow(
                                () ->
                                        new QtestException(
                                                "%s is not installed; install it, on Debian with apt-get install qemu-system-x86"
                                                        .formatted(PROGRAM)));
        try {
            return start(program, arguments);
        } catch (IOException e) {
            throw new QtestException("%s cannot be started: %s".formatted(program, e), e);
        }
    }

    private static RealQemu start(Path program, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory("dreq-qemu-");
        try (RendezvousSocket qtest = RendezvousSocket.at(folder.resolve("qtest"));
                RendezvousSocket qmp = RendezvousSocket.at(folder.resolve("qmp"))) {
            Path firmware = Files.write(folder.resolve(FIRMWARE), firmware());
            Path words = folder.resolve(WORDS);
            List<String> command = new ArrayList<>();
            command.add(program.toString());
            command.addAll(List.of("-M", "pc", "-nodefaults", "-accel", "tcg"));
            command.addAll(List.of("-display", "none", "-bios", firmware.toString()));
            command.addAll(List.of("-qtest", "unix:" + qtest.path(), "-qtest-log", "none"));
            command.addAll(List.of("-qmp", "unix:" + qmp.path()));
            command.addAll(arguments);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(words.toFile())
                            .start();
            Thread atExit = new Thread(process::destroyForcibly, "ends " + PROGRAM);
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                SocketChannel qtestChannel = awaited(qtest, process);
                SocketChannel qmpChannel = awaited(qmp, process);
                return new RealQemu(
                        process,
                        folder,
                        atExit,
                        QtestConnection.over("QEMU", qtestChannel),
                        QmpConnection.over("QEMU's monitor", qmpChannel));
            } catch (IOException | RuntimeException e) {
                end(process, atExit);
                throw explained(e, words);
            }
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** It may have connected before it found out why it cannot run. */
    private static QtestException explained(Exception e, Path words) throws IOException {
        String said = Files.readString(words).strip();
        String why = said.isEmpty() ? String.valueOf(e.getMessage()) : said;
        return new QtestException("%s does not start: %s".formatted(PROGRAM, why), e);
    }

    private static SocketChannel awaited(RendezvousSocket socket, Process process)
            throws IOException {
        Optional<SocketChannel> channel = socket.accept(START, process::isAlive);
        if (channel.isPresent()) {
            return channel.get();
        }
        throw new QtestException(
                process.isAlive() ? "it does not connect" : "it ended and said nothing");
    }

    /**
     * What its processor runs, 64 KiB below 1 MiB: HLT everywhere, and at the reset vector CLI,
     * HLT, and back to the HLT.
     */
    public static byte[] firmware() {
        byte[] image = new byte[FIRMWARE_BYTES];
        Arrays.fill(image, HLT);
        System.arraycopy(HALT_FOR_EVER, 0, image, RESET_VECTOR, HALT_FOR_EVER.length);
        return image;
    }

    /** Its qtest server. */
    public QtestConnection qtest() {
        return qtest;
    }

    /** Its monitor. */
    public QmpConnection qmp() {
        return qmp;
    }

    /** What its first display adapter shows. */
    public ScanOut.Picture picture() {
        Path file = folder.resolve(SCREEN);
        qmp.execute("screendump", Map.of("filename", file.toString()));
        try {
            return PpmFile.read(file);
        } catch (IOException e) {
            throw new QtestException("what QEMU shows cannot be read: " + e.getMessage(), e);
        }
    }

    /** Ends the program; returns once it has ended. */
    @Override
    public void close() {
        qtest.close();
        qmp.close();
        end(process, atExit);
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private static void end(Process process, Thread atExit) {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the JVM ends already, and the hook runs
        }
    }

    private static void delete(Path folder) throws IOException {
        for (String file : List.of("qtest", "qmp", FIRMWARE, WORDS, SCREEN)) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}

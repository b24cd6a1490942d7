package dev.dreq.tools.bench.wire;

import dev.dreq.tools.bench.Claim;
import dev.dreq.tools.bench.Figure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Asks our machine and the installed QEMU the same, by turns, and compares: the throughput of ours
 * by that of QEMU's.
 */
public final class WireSpeed {

    private static final String QEMU = "qemu-system-x86_64";
    private static final int IN_FLIGHT = 256;
    private static final int IMAGE = 1_474_560;

    private final String dreq;
    private final int rounds;
    private final long roundNanos;
    private final List<Figure> figures = new ArrayList<>();

    /** Something that a client asks of a server. */
    private interface Question {
        void ask(Server server) throws IOException;
    }

    /**
     * Prepares.
     *
     * @param dreq our {@code qemu-system-x86_64}
     * @param rounds how often each of both is asked
     * @param roundMillis for how long each time
     */
    public WireSpeed(Path dreq, int rounds, int roundMillis) {
        this.dreq = dreq.toString();
        this.rounds = rounds;
        this.roundNanos = roundMillis * 1_000_000L;
    }

    /** Runs all of it. */
    public List<Figure> run() throws IOException, InterruptedException {
        Path image = Files.createTempFile("dreq-wire-", ".img");
        byte[] content = new byte[IMAGE];
        new SplittableRandom(9).nextBytes(content);
        Files.write(image, content);
        try (Server ours = new Server(dreq, image);
                Server theirs = new Server(QEMU, image)) {
            compareAll(ours, theirs, content);
        }
        start(image);
        Files.delete(image);
        return figures;
    }

    private void compareAll(Server ours, Server theirs, byte[] content) throws IOException {
        single(ours, theirs, "inb", "inb 0x81", 1.0);
        single(ours, theirs, "outb", "outb 0x81 0x5", 1.0);
        single(ours, theirs, "readl", "readl 0x100000", 1.0);
        single(ours, theirs, "writel", "writel 0x100000 0x12345678", 1.0);
        pipelined(ours, theirs, "inb", "inb 0x81");
        pipelined(ours, theirs, "outb", "outb 0x81 0x5");
        pipelined(ours, theirs, "readl", "readl 0x100000");
        pipelined(ours, theirs, "writel", "writel 0x100000 0x12345678");
        block(ours, theirs, "4 KiB", 4 << 10, 1.0);
        block(ours, theirs, "1 MiB", 1 << 20, 20);
        hex(ours, theirs);
        for (Server server : List.of(ours, theirs)) {
            FloppySectors.prepare(server.qtest());
        }
        compare(
                ours,
                theirs,
                "18 floppy sectors by DMA",
                1,
                1.0,
                server -> FloppySectors.read(server.qtest()));
        for (Server server : List.of(ours, theirs)) {
            checkFloppy(server.qtest(), content);
        }
        ByteBuffer status = LineClient.lines("{\"execute\": \"query-status\"}\n");
        compare(ours, theirs, "QMP query-status", 1, 1.0, server -> server.qmp().send(status, 1));
    }

    private static void checkFloppy(LineClient qtest, byte[] content) throws IOException {
        int bytes = 512 * FloppySectors.SECTORS;
        String read = qtest.ask("b64read 0x%x %d".formatted(FloppySectors.MEMORY, bytes));
        byte[] found = Base64.getDecoder().decode(read.substring(3));
        if (!Arrays.equals(found, Arrays.copyOf(content, bytes))) {
            throw new IllegalStateException("what was read is not what the floppy holds");
        }
    }

    private void single(Server ours, Server theirs, String what, String line, double bound)
            throws IOException {
        ByteBuffer sent = LineClient.lines(line + "\n");
        compare(ours, theirs, what, 1, bound, server -> server.qtest().send(sent, 1));
    }

    private void pipelined(Server ours, Server theirs, String what, String line)
            throws IOException {
        ByteBuffer sent = LineClient.lines((line + "\n").repeat(IN_FLIGHT));
        compare(
                ours,
                theirs,
                what + ", %d in flight".formatted(IN_FLIGHT),
                IN_FLIGHT,
                2.0,
                server -> server.qtest().send(sent, IN_FLIGHT));
    }

    private void block(Server ours, Server theirs, String size, int bytes, double bound)
            throws IOException {
        byte[] content = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(content);
        String text = Base64.getEncoder().encodeToString(content);
        ByteBuffer write = LineClient.lines("b64write 0x200000 %d %s\n".formatted(bytes, text));
        ByteBuffer read = LineClient.lines("b64read 0x200000 %d\n".formatted(bytes));
        compare(
                ours,
                theirs,
                "b64write " + size,
                1,
                bound,
                server -> server.qtest().send(write, 1));
        compare(ours, theirs, "b64read " + size, 1, bound, server -> server.qtest().send(read, 1));
        for (Server server : List.of(ours, theirs)) {
            Server.require(
                    "OK " + text, server.qtest().ask("b64read 0x200000 %d".formatted(bytes)));
        }
    }

    private void hex(Server ours, Server theirs) throws IOException {
        ByteBuffer write = LineClient.lines("write 0x300000 4096 0x" + "a5".repeat(4096) + "\n");
        ByteBuffer read = LineClient.lines("read 0x300000 4096\n");
        compare(ours, theirs, "write 4 KiB", 1, 1.0, server -> server.qtest().send(write, 1));
        compare(ours, theirs, "read 4 KiB", 1, 1.0, server -> server.qtest().send(read, 1));
    }

    private void start(Path image) throws IOException, InterruptedException {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            try (Server server = new Server(dreq, image)) {
                ours[i] = server.startNanos();
            }
            try (Server server = new Server(QEMU, image)) {
                theirs[i] = server.startNanos();
            }
        }
        figures.add(Figure.ofPairs(Claim.atMost("wire: start to first answer", 5), ours, theirs));
    }

    private void compare(
            Server ours,
            Server theirs,
            String what,
            int operations,
            double bound,
            Question question)
            throws IOException {
        time(ours, operations, question);
        time(theirs, operations, question);
        double[] oursNanos = new double[rounds];
        double[] theirsNanos = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            oursNanos[i] = time(ours, operations, question);
            theirsNanos[i] = time(theirs, operations, question);
        }
        figures.add(Figure.ofPairs(Claim.atLeast("wire: " + what, bound), oursNanos, theirsNanos));
    }

    /** Nanoseconds of an operation. */
    private double time(Server server, int operations, Question question) throws IOException {
        long start = System.nanoTime();
        long asked = 0;
        long now = start;
        while (now - start < roundNanos) {
            for (int i = 0; i < 8; i++) {
                question.ask(server);
            }
            asked += 8;
            now = System.nanoTime();
        }
        return (double) (now - start) / (asked * operations);
    }
}

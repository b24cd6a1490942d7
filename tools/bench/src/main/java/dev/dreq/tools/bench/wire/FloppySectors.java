package dev.dreq.tools.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the first track of a floppy into memory by DMA, port by port. */
final class FloppySectors {

    static final int SECTORS = 18;
    static final long MEMORY = 0x1_0000;

    private static final int BYTES = 512 * SECTORS;
    private static final ByteBuffer DMA =
            LineClient.lines(
                    """
                    outb 0xa 0x6
                    outb 0xc 0x0
                    outb 0xb 0x46
                    outb 0x4 0x0
                    outb 0x4 0x0
                    outb 0x81 0x%x
                    outb 0x5 0x%x
                    outb 0x5 0x%x
                    outb 0xa 0x2
                    """
                            .formatted(MEMORY >> 16, (BYTES - 1) & 0xff, (BYTES - 1) >> 8));
    private static final ByteBuffer READ =
            LineClient.lines(
                    """
                    outb 0x3f5 0xe6
                    outb 0x3f5 0x0
                    outb 0x3f5 0x0
                    outb 0x3f5 0x0
                    outb 0x3f5 0x1
                    outb 0x3f5 0x2
                    outb 0x3f5 0x12
                    outb 0x3f5 0x1b
                    outb 0x3f5 0xff
                    """);
    private static final ByteBuffer RESULT = LineClient.lines("inb 0x3f5\n".repeat(7));
    private static final int POLLS = 100_000;

    private FloppySectors() {}

    /** Makes the controller ready: out of reset, motor on, 500 kb/s. */
    static void prepare(LineClient qtest) throws IOException {
        for (String line :
                """
                outb 0x3f2 0x0
                outb 0x3f2 0x1c
                outb 0x3f7 0x0
                outb 0xd6 0xc0
                outb 0xd4 0x0
                """
                        .lines()
                        .toList()) {
            Server.require("OK", qtest.ask(line));
        }
        for (int drive = 0; drive < 4; drive++) {
            qtest.ask("outb 0x3f5 0x8");
            qtest.ask("inb 0x3f5");
            qtest.ask("inb 0x3f5");
        }
    }

    /** Reads the track. */
    static void read(LineClient qtest) throws IOException {
        qtest.send(DMA, 9);
        qtest.send(READ, 9);
        for (int i = 0; i < POLLS; i++) {
            if ((Integer.decode(qtest.ask("inb 0x3f4").substring(3)) & 0xc0) == 0xc0) {
                qtest.send(RESULT, 7);
                return;
            }
        }
        throw new IllegalStateException("the floppy controller has no result");
    }
}

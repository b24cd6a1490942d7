package dev.dreq.machine.memory;

import dev.dreq.plugin.state.StateException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A bank as bytes: its pages of 4 KiB that are not all zeros, each behind its number (8 bytes),
 * then the number -1.
 */
public final class BankFormat {

    private static final int PAGE = MemoryBank.PAGE;
    private static final long END = -1;

    private BankFormat() {}

    /** Writes what a bank holds, whose size is a multiple of 4 KiB. */
    public static void write(MemoryBank bank, DataOutputStream out) throws IOException {
        byte[] page = new byte[PAGE];
        byte[] zeros = new byte[PAGE];
        for (int chunk = 0; chunk < bank.chunks(); chunk++) {
            BitSet touched = bank.touchedPages(chunk);
            for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
                long at = bank.start(chunk) + (long) i * PAGE;
                bank.read(at, page, 0, PAGE);
                if (!Arrays.equals(page, zeros)) {
                    out.writeLong(at / PAGE);
                    out.write(page);
                }
            }
        }
        out.writeLong(END);
    }

    /**
     * Fills an empty bank, whose size is a multiple of 4 KiB.
     *
     * @throws StateException if a page is not the bank's, or out of order
     */
    public static void read(MemoryBank bank, DataInputStream in) throws IOException {
        byte[] page = new byte[PAGE];
        byte[] zeros = new byte[PAGE];
        long pages = bank.size() / PAGE;
        long last = END;
        while (true) {
            long number = in.readLong();
            if (number == END) {
                return;
            }
            if (number <= last || number >= pages) {
                throw new StateException(
                        "page %d of memory follows page %d; there are %d pages"
                                .formatted(number, last, pages));
            }
            in.readFully(page);
            if (!Arrays.equals(page, zeros)) {
                bank.write(number * PAGE, page, 0, PAGE);
            }
            last = number;
        }
    }
}

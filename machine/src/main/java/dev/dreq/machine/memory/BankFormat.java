package dev.dreq.machine.memory;

import dev.dreq.plugin.state.StateException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A bank as bytes: its pages of 4 KiB that are not all zeros, in runs that do not cross a block of
 * 2 MiB. A run is the number of its first page (8 bytes), how many it has (4 bytes), and they. The
 * number -1 ends it.
 */
public final class BankFormat {

    private static final int PAGE = MemoryBank.PAGE;
    private static final int BLOCK = MemoryBank.BLOCK / PAGE;
    private static final byte[] ZEROS = new byte[PAGE];
    private static final long END = -1;

    private BankFormat() {}

    /** Writes what a bank holds, whose size is a multiple of 4 KiB. */
    public static void write(MemoryBank bank, DataOutputStream out) throws IOException {
        byte[] run = new byte[(int) Math.min(MemoryBank.BLOCK, bank.size())];
        for (int chunk = 0; chunk < bank.chunks(); chunk++) {
            long base = bank.start(chunk) / PAGE;
            BitSet touched = bank.touchedPages(chunk);
            int start = touched.nextSetBit(0);
            while (start >= 0) {
                int edge = start / BLOCK * BLOCK + BLOCK;
                int end = Math.min(touched.nextClearBit(start), edge);
                bank.read((base + start) * PAGE, run, 0, (end - start) * PAGE);
                long number = base + start;
                used(
                        run,
                        end - start,
                        (first, count) -> {
                            out.writeLong(number + first);
                            out.writeInt(count);
                            out.write(run, first * PAGE, count * PAGE);
                        });
                start = touched.nextSetBit(end);
            }
        }
        out.writeLong(END);
    }

    /** Who gets pages that lie behind one another. */
    private interface Pages {
        void take(int first, int count) throws IOException;
    }

    /** Tells of those of {@code count} pages that are not all zeros. */
    private static void used(byte[] pages, int count, Pages target) throws IOException {
        int first = 0;
        while (first < count) {
            int end = first;
            while (end < count && !isZero(pages, end)) {
                end++;
            }
            if (end > first) {
                target.take(first, end - first);
            }
            first = end + 1;
        }
    }

    private static boolean isZero(byte[] pages, int page) {
        int at = page * PAGE;
        return Arrays.equals(pages, at, at + PAGE, ZEROS, 0, PAGE);
    }

    /**
     * Fills an empty bank, whose size is a multiple of 4 KiB.
     *
     * @throws StateException if a run is not the bank's, or out of order
     */
    public static void read(MemoryBank bank, DataInputStream in) throws IOException {
        byte[] run = new byte[(int) Math.min(MemoryBank.BLOCK, bank.size())];
        long pages = bank.size() / PAGE;
        long free = 0;
        for (long first = in.readLong(); first != END; first = in.readLong()) {
            int count = in.readInt();
            long edge = Math.min(first / BLOCK * BLOCK + BLOCK, pages);
            if (first < free || first >= pages || count < 1 || count > edge - first) {
                throw new StateException(
                        "%d pages of memory from page %d on, but page %d is next and there are %d"
                                .formatted(count, first, free, pages));
            }
            in.readFully(run, 0, count * PAGE);
            if (count == BLOCK) {
                bank.useBlock(first * PAGE);
            }
            long base = first * PAGE;
            // Zeros are there already, and cost nothing as long as nobody writes them.
            used(
                    run,
                    count,
                    (at, length) ->
                            bank.write(base + (long) at * PAGE, run, at * PAGE, length * PAGE));
            free = first + count;
        }
    }
}

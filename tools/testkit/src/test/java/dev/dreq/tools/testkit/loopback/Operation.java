package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;

/**
 * One MapTransfer of a buffer's, as the contract has it: worked out without the HAL.
 *
 * @param offset of its first byte in the buffer
 * @param length in bytes
 * @param bounced whether it goes through map registers
 */
record Operation(int offset, int length, boolean bounced) {
    private static final long SIXTEEN_MIB = 16 << 20;

    /** The operations of part of a buffer, if the device moves all it is asked for. */
    static List<Operation> split(Buffer buffer, int offset, int length, int registers, int window) {
        List<Operation> operations = new ArrayList<>();
        for (int done = 0; done < length; ) {
            int at = offset + done;
            int inPage = Pages.byteOffset(buffer.va() + at);
            int step = Math.min(length - done, registers * Pages.PAGE_SIZE - inPage);
            operations.add(new Operation(at, step, !isDirect(buffer, at, step, window)));
            done += step;
        }
        return operations;
    }

    /** Whether the 8237 can count through it: in one row, in reach, in one window. */
    private static boolean isDirect(Buffer buffer, int offset, int length, int window) {
        long first = buffer.physical(offset);
        long last = first + length - 1;
        for (int i = 0; i < length; i += Pages.PAGE_SIZE) {
            if (buffer.physical(offset + i) != first + i) {
                return false;
            }
        }
        return buffer.physical(offset + length - 1) == last
                && last < SIXTEEN_MIB
                && first / window == last / window;
    }
}

package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Placement;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Bytes that went to a device and came back.
 *
 * @param written how the first request ended
 * @param read how the second one did
 * @param differsAt the first byte that came back otherwise, -1 if there is none
 */
public record RoundTrip(NtStatus written, NtStatus read, int differsAt) {

    /** Bytes of a request. */
    public static final int BYTES = 0x3000;

    /** Where in its first page the buffer begins. */
    public static final int OFFSET = 0x200;

    /** Sends a request to the driver, and waits for it. */
    interface Sender {
        IoStatusBlock send(boolean write, long va, int length);
    }

    static RoundTrip by(Kernel kernel, Sender driver) {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(1).nextBytes(bytes);
        long source = buffer(kernel);
        kernel.mm().write(source, bytes, 0, BYTES);
        NtStatus written = driver.send(true, source, BYTES).status();
        kernel.mm().freeVirtualMemory(source);

        long target = buffer(kernel);
        kernel.mm().fill(target, BYTES, 0);
        NtStatus read = driver.send(false, target, BYTES).status();
        byte[] back = new byte[BYTES];
        kernel.mm().read(target, back, 0, BYTES);
        kernel.mm().freeVirtualMemory(target);
        return new RoundTrip(written, read, Arrays.mismatch(bytes, back));
    }

    private static long buffer(Kernel kernel) {
        long va = kernel.mm().allocateVirtualMemory(BYTES, Placement.scattered().atOffset(OFFSET));
        if (va == 0) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, "there is no memory for a buffer");
        }
        return va;
    }
}

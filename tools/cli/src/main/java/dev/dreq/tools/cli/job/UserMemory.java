package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.mm.Placement;

/** A program's own memory on the machine. */
public final class UserMemory {

    private UserMemory() {}

    /** A buffer; {@code what} it is for, for messages. */
    public static long allocate(Kernel kernel, int bytes, Placement placement, String what)
            throws JobFailure {
        long buffer = kernel.mm().allocateVirtualMemory(bytes, placement);
        if (buffer == 0) {
            long above = kernel.options().bufferAbove();
            throw new JobFailure(
                    "%s: no memory is free for a buffer of %d bytes%s"
                            .formatted(
                                    what,
                                    bytes,
                                    above == 0
                                            ? ""
                                            : " above physical address %x".formatted(above)));
        }
        return buffer;
    }
}

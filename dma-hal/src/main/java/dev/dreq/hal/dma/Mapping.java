package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** What a MapTransfer has mapped, until the matching FlushAdapterBuffers. */
final class Mapping {
    private @Nullable Mdl mdl;
    private @Nullable RegisterAllocation registers;
    private long currentVa;
    private long length;
    private boolean writeToDevice;

    /** Where the first byte lies: in the buffer, or in map registers. */
    private long address;

    /** Where the device sees it. */
    private long logical;

    private boolean bounced;

    boolean isOpen() {
        return mdl != null;
    }

    boolean uses(RegisterAllocation allocation) {
        return registers == allocation;
    }

    /** Whose buffer it is; only of an open mapping. */
    Mdl mdl() {
        if (mdl == null) {
            throw new IllegalStateException("nothing is mapped");
        }
        return mdl;
    }

    boolean begins(Mdl otherMdl, long otherVa) {
        return otherMdl == mdl && otherVa == currentVa;
    }

    long currentVa() {
        return currentVa;
    }

    boolean writeToDevice() {
        return writeToDevice;
    }

    long length() {
        return length;
    }

    long address() {
        return address;
    }

    long logical() {
        return logical;
    }

    boolean bounced() {
        return bounced;
    }

    void open(
            RegisterAllocation newRegisters,
            Mdl newMdl,
            long newCurrentVa,
            long newLength,
            boolean newWriteToDevice,
            long newAddress,
            boolean newBounced) {
        registers = newRegisters;
        mdl = newMdl;
        currentVa = newCurrentVa;
        length = newLength;
        writeToDevice = newWriteToDevice;
        address = newAddress;
        bounced = newBounced;
        logical = newRegisters.doubleBuffer().show(newAddress, newLength, newWriteToDevice);
    }

    /** The device has done: what it wrote lies at the address from now on. */
    void withdraw() {
        if (registers != null) {
            registers.doubleBuffer().withdraw(address, length);
        }
    }

    void close() {
        registers = null;
        mdl = null;
    }

    /** The rules of FlushAdapterBuffers: what is flushed is what was mapped. */
    void requireFlushOf(
            RegisterAllocation flushed,
            Mdl flushedMdl,
            long flushedVa,
            long flushedLength,
            boolean flushedWrite) {
        if (!isOpen()) {
            throw Rule.NOT_MAPPED.stop(
                    flushedVa,
                    0,
                    0,
                    "FlushAdapterBuffers with nothing mapped; flush once for each MapTransfer");
        }
        if (!uses(flushed)) {
            throw Rule.WRONG_MAP_REGISTERS.stop(
                    flushed.base(),
                    flushedVa,
                    flushedMdl.address(),
                    "FlushAdapterBuffers names other map registers than MapTransfer did");
        }
        if (flushedMdl != mdl
                || flushedVa != currentVa
                || flushedLength != length
                || flushedWrite != writeToDevice) {
            throw Rule.FLUSH_MISMATCH.stop(
                    flushedVa,
                    flushedLength,
                    flushedMdl.address(),
                    ("FlushAdapterBuffers of 0x%x bytes at 0x%x, writeToDevice %s, %s MDL;"
                                    + " MapTransfer had 0x%x bytes at"
                                    + " 0x%x, writeToDevice %s: pass the operation's first"
                                    + " CurrentVa and its whole length")
                            .formatted(
                                    flushedLength,
                                    flushedVa,
                                    flushedWrite,
                                    flushedMdl == mdl ? "the same" : "another",
                                    length,
                                    currentVa,
                                    writeToDevice));
        }
    }
}

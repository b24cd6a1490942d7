package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Mm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A common buffer whose contents the driver makes up in {@link #draft} first. */
final class CommonBuffer {
    private final Mm mm;
    private final DmaAdapter adapter;
    private final long va;
    private final long logicalAddress;
    private final byte[] bytes;
    private final ByteBuffer draft;

    private CommonBuffer(Mm mm, DmaAdapter adapter, long va, long logicalAddress, int length) {
        this.mm = mm;
        this.adapter = adapter;
        this.va = va;
        this.logicalAddress = logicalAddress;
        this.bytes = new byte[length];
        this.draft = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** AllocateCommonBuffer; raises a status if there is none. PASSIVE_LEVEL. */
    static CommonBuffer allocate(Kernel kernel, DmaAdapter adapter, int length) {
        PphysicalAddress logicalAddress = kernel.dma().newPhysicalAddress();
        long va =
                adapter.dmaOperations().allocateCommonBuffer(adapter, length, logicalAddress, true);
        if (va == 0) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    "no common buffer of %d bytes".formatted(length));
        }
        return new CommonBuffer(kernel.mm(), adapter, va, logicalAddress.get(), length);
    }

    /** Where the device sees it. */
    long logicalAddress() {
        return logicalAddress;
    }

    /** What {@link #show} takes, little-endian. */
    ByteBuffer draft() {
        return draft;
    }

    /** Shows the device some bytes of the draft. */
    void show(int offset, int length) {
        mm.write(va + offset, bytes, offset, length);
    }

    /** Takes some bytes into the draft, as the device left them. */
    void look(int offset, int length) {
        mm.read(va + offset, bytes, offset, length);
    }

    /** FreeCommonBuffer. PASSIVE_LEVEL. */
    void free() {
        adapter.dmaOperations().freeCommonBuffer(adapter, bytes.length, logicalAddress, va, true);
    }
}

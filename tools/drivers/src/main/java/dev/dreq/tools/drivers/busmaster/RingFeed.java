package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import java.nio.ByteBuffer;

/**
 * Entries of the engine's ring, in a common buffer of one page. A range has an entry, or two if it
 * begins inside a row and leaves it; the last entry of an operation interrupts.
 */
final class RingFeed implements Feed {
    /** Bytes of the ring. */
    static final int BYTES = Pages.PAGE_SIZE;

    private static final int ENTRY = 32;
    private static final int ENTRIES = BYTES / ENTRY;
    private static final int CONTROL = 12;
    private static final int STATUS = 28;

    private final EngineRegisters registers;
    private final CommonBuffer ring;
    private int first;
    private int tail;

    /** Takes over {@code ring}, of {@link #BYTES}. */
    RingFeed(EngineRegisters registers, CommonBuffer ring) {
        this.registers = registers;
        this.ring = ring;
    }

    /** A full ring would look like an empty one. */
    @Override
    public int mostRuns() {
        return (ENTRIES - 1) / 2;
    }

    @Override
    public void prepare(LogicalRuns runs, VramWindow window, int done, boolean writeToDevice) {
        if (registers.ringSize() == 0) {
            registers.openRing(ring.logicalAddress(), ENTRIES);
            tail = 0;
        }
        first = tail;
        int control = writeToDevice ? 0 : EngineRegisters.CTRL_TO_HOST;
        int at = done;
        for (int i = 0; i < runs.count(); i++) {
            long address = runs.address(i);
            int length = runs.length(i);
            int head = Math.min(length, window.toLineEnd(at) % window.line());
            if (head > 0) {
                add(address, head, window.span(at, head), control);
            }
            if (length > head) {
                add(address + head, length - head, window.span(at + head, length - head), control);
            }
            at += length;
        }
        int last = ((tail - 1) & (ENTRIES - 1)) * ENTRY;
        ring.draft().putInt(last + CONTROL, control | EngineRegisters.CTRL_IRQ_EN);
        ring.show(last, ENTRY);
    }

    private void add(long host, int count, VramSpan span, int control) {
        int offset = tail * ENTRY;
        ByteBuffer draft = ring.draft();
        draft.clear().position(offset);
        draft.putLong(host)
                .putInt(count)
                .putInt(control)
                .putInt(span.vram())
                .putInt(span.pitch())
                .putInt(span.line())
                .putInt(0);
        ring.show(offset, ENTRY);
        tail = (tail + 1) & (ENTRIES - 1);
    }

    @Override
    public void start() {
        registers.control(EngineRegisters.CTRL_IRQ_EN);
        registers.ringTail(tail);
    }

    @Override
    public void stop() {
        registers.closeRing();
        registers.control(EngineRegisters.CTRL_ABORT | EngineRegisters.CTRL_IRQ_EN);
    }

    /** The first entry that failed says why; if the ring itself did, DMA_STATUS does. */
    @Override
    public NtStatus outcome(int dmaStatus) {
        if ((dmaStatus & EngineRegisters.STATUS_ERROR) != 0) {
            return EngineError.status(dmaStatus);
        }
        for (int i = first; i != tail; i = (i + 1) & (ENTRIES - 1)) {
            int offset = i * ENTRY + STATUS;
            ring.look(offset, Integer.BYTES);
            int status = ring.draft().getInt(offset);
            if ((status & EngineRegisters.STATUS_DONE) == 0) {
                return EngineError.status(status);
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public void release() {
        registers.closeRing();
        ring.free();
    }
}

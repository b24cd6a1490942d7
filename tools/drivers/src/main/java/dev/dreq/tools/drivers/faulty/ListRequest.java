package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/** DMA by lists: as many as the registers ask for, each moved element by element. */
class ListRequest extends Request {
    static final Step<ListRequest> GET = new Step<>(ListRequest::get);
    static final Step<ListRequest> PUT = new Step<>(ListRequest::put);

    int length;
    private @Nullable ScatterGatherList list;
    private int element;
    private int moved;

    ListRequest(FaultyDevice device, Irp irp) {
        super(device, irp);
    }

    @Override
    void start() {
        flushCaches();
        begin();
    }

    final void begin() {
        length = capacity();
        device.fault.take(GET, this);
    }

    /** GetScatterGatherList. */
    void get() {
        get(currentVa(), length);
    }

    void get(long va, int bytes) {
        NtStatus status =
                dma.getScatterGatherList(
                        adapter,
                        device.object,
                        mdl,
                        va,
                        bytes,
                        (object, current, next, context) -> {
                            delivered(next);
                            program();
                        },
                        null,
                        writeToDevice);
        if (!status.isSuccess()) {
            fail(status);
        }
    }

    final void delivered(ScatterGatherList delivered) {
        list = delivered;
        element = 0;
        moved = 0;
    }

    /** The list that was delivered. */
    ScatterGatherList list() {
        ScatterGatherList delivered = list;
        if (delivered == null) {
            throw new IllegalStateException("there is no list before its routine was called");
        }
        return delivered;
    }

    /** The device begins with an element. */
    final void program() {
        ScatterGatherElement next = list().elements(element);
        device.card.start(next.logicalAddress(), next.length(), done + moved, !writeToDevice);
    }

    @Override
    void interrupted() {}

    @Override
    void ended() {
        moved += list().elements(element).length();
        element++;
        if (element < list().numberOfElements()) {
            program();
            return;
        }
        device.fault.take(PUT, this);
        if (!device.worksOn(this)) {
            return;
        }
        done += length;
        if (left() > 0) {
            begin();
        } else {
            complete();
        }
    }

    /** PutScatterGatherList. */
    void put() {
        dma.putScatterGatherList(adapter, list(), writeToDevice);
    }
}

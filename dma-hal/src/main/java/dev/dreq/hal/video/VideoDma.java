package dev.dreq.hal.video;

import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** One operation, from VideoPortStartDma to VideoPortCompleteDma; also the miniport's list. */
final class VideoDma implements DriverListControl, VpScatterGatherList {
    private final Ke ke;
    private final VideoDmaAdapter adapter;
    private final LockedBuffers.Locked buffer;
    private final HwVidExecuteDma routine;
    private final @Nullable Object context;
    private final boolean writeToDevice;
    private @Nullable ScatterGatherList list;

    private record Element(ScatterGatherElement of) implements VpScatterGatherElement {

        @Override
        public long address() {
            return of.address();
        }

        @Override
        public long logicalAddress() {
            return of.logicalAddress();
        }

        @Override
        public int length() {
            return of.length();
        }
    }

    VideoDma(
            Ke ke,
            VideoDmaAdapter adapter,
            LockedBuffers.Locked buffer,
            HwVidExecuteDma routine,
            @Nullable Object context,
            boolean writeToDevice) {
        this.ke = ke;
        this.adapter = adapter;
        this.buffer = buffer;
        this.routine = routine;
        this.context = context;
        this.writeToDevice = writeToDevice;
    }

    void begin() {
        adapter.setOpen(this);
        buffer.begin();
    }

    void end() {
        list = null;
        adapter.setOpen(null);
        buffer.end();
    }

    boolean writeToDevice() {
        return writeToDevice;
    }

    /** The kernel's list; null before HwVidExecuteDma and after VideoPortCompleteDma. */
    @Nullable ScatterGatherList kernelList() {
        return list;
    }

    /** AdapterListControl: the registers are there. */
    @Override
    public void control(
            DeviceObject deviceObject,
            @Nullable Irp irp,
            ScatterGatherList scatterGather,
            @Nullable Object listContext) {
        list = scatterGather;
        routine.executeDma(adapter.device().extension(), adapter, this, context);
        ke.requireReturnAt(Irql.DISPATCH_LEVEL, "HwVidExecuteDma of " + adapter.device());
    }

    @Override
    public long address() {
        return live().address();
    }

    @Override
    public int numberOfElements() {
        return live().numberOfElements();
    }

    @Override
    public VpScatterGatherElement elements(int index) {
        return new Element(live().elements(index));
    }

    private ScatterGatherList live() {
        ScatterGatherList present = list;
        if (present == null) {
            throw Rule.LIST_ENDED.stop(
                    adapter.address(),
                    0,
                    0,
                    "a scatter/gather list is used after VideoPortCompleteDma, which frees it;"
                            + " copy what is needed"
                            + " longer");
        }
        return present;
    }
}

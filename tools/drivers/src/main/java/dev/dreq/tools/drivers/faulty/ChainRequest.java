package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** DMA of version 3: by a context, and by offsets in the chain of MDLs. */
final class ChainRequest extends Request {
    static final Step<ChainRequest> MAP = new Step<>(ChainRequest::map);

    private final DmaTransferContext context;
    final Pulong length;
    private long base;

    ChainRequest(FaultyDevice device, Irp irp) {
        super(device, irp);
        this.context = kernel.dma().newTransferContext();
        this.length = kernel.mm().newUlong(0);
    }

    @Override
    void start() {
        long pages = Pages.addressAndSizeToSpanPages(currentVa(), left());
        NtStatus status = dma.initializeDmaTransferContext(adapter, context);
        if (status.isSuccess()) {
            status =
                    dma.allocateAdapterChannelEx(
                            adapter,
                            device.object,
                            context,
                            (int) Math.min(pages, device.mapRegisters),
                            0,
                            this::control,
                            null,
                            null);
        }
        if (!status.isSuccess()) {
            fail(status);
        }
    }

    private IoAllocationAction control(
            DeviceObject object, @Nullable Irp current, long granted, @Nullable Object unused) {
        base = granted;
        begin();
        return IoAllocationAction.KeepObject;
    }

    private void begin() {
        length.set(left());
        device.fault.take(MAP, this);
        device.card.start(0, length.get(), done, !writeToDevice);
    }

    /** MapTransferEx, of as much as the registers hold. */
    void map() {
        map(length);
    }

    void map(Pulong bytes) {
        dma.mapTransferEx(adapter, mdl, base, done, 0, bytes, writeToDevice, null, 0, null, null);
    }

    @Override
    void interrupted() {}

    @Override
    void ended() {
        flush();
        done += length.get();
        if (left() > 0) {
            begin();
        } else {
            dma.freeAdapterChannel(adapter);
            complete();
        }
    }

    /** FlushAdapterBuffersEx. */
    void flush() {
        dma.flushAdapterBuffersEx(adapter, mdl, base, done, length.get(), writeToDevice);
    }
}

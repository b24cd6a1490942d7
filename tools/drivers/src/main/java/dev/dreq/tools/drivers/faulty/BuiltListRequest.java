package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.ScatterGatherBuffer;
import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** DMA by lists of version 3 in the driver's own memory, and without KeFlushIoBuffers. */
final class BuiltListRequest extends ListRequest {
    static final Step<BuiltListRequest> LISTED = new Step<>(BuiltListRequest::listed);

    /** Room for more elements than an operation has pages, though each were cut in two. */
    private static final int LIST_BYTES = 0x400;

    private final DmaTransferContext context;
    private final ScatterGatherBuffer own;

    BuiltListRequest(FaultyDevice device, Irp irp) {
        super(device, irp);
        this.context = kernel.dma().newTransferContext();
        this.own = kernel.dma().newScatterGatherBuffer(LIST_BYTES);
    }

    @Override
    void start() {
        begin();
    }

    /** BuildScatterGatherListEx. */
    @Override
    void get() {
        NtStatus status = dma.initializeDmaTransferContext(adapter, context);
        if (status.isSuccess()) {
            status =
                    dma.buildScatterGatherListEx(
                            adapter,
                            device.object,
                            context,
                            mdl,
                            done,
                            length,
                            0,
                            (object, current, list, unused) -> {
                                delivered(list);
                                device.fault.take(LISTED, this);
                            },
                            null,
                            writeToDevice,
                            own,
                            LIST_BYTES,
                            null,
                            null,
                            null);
        }
        if (!status.isSuccess()) {
            fail(status);
        }
    }

    /** The list is in the driver's memory: the device begins with its first element. */
    void listed() {
        program();
    }

    /** Cuts each element of the list in two where it stands. */
    void cutElements() {
        List<ScatterGatherElement> elements = new ArrayList<>();
        for (int i = 0; i < own.numberOfElements(); i++) {
            elements.add(own.elements(i));
        }
        own.clear();
        for (ScatterGatherElement element : elements) {
            int half = element.length() / 2;
            own.add(element.logicalAddress(), half);
            own.add(element.logicalAddress() + half, element.length() - half);
        }
    }
}

package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A driver that uses version 3 of the DMA services. */
final class DriverV3 {
    static final int SYNC = DmaOperationsV3.DMA_SYNCHRONOUS_CALLBACK;

    final Rig rig;
    final DmaAdapter adapter;
    final DmaOperations operations;
    final int registers;
    final DeviceObject device = Rig.device("\\Device\\V3");
    final DmaTransferContext context;
    final PmapRegisterBase base;
    final ScatterGatherBuffer list;

    /** What its completion routine was told. */
    final List<DmaCompletionStatus> completions = new ArrayList<>();

    DriverV3(Rig rig, DeviceDescription.Builder description) {
        this.rig = rig;
        Pulong count = rig.mm.newUlong(0);
        DmaAdapter made = rig.getDmaAdapter(description.build(), count);
        if (made == null) {
            throw new AssertionError(rig.dma.refusal().orElseThrow());
        }
        adapter = made;
        operations = made.dmaOperations();
        registers = count.get();
        context = rig.dma.newTransferContext();
        base = rig.dma.newMapRegisterBase();
        list = rig.dma.newScatterGatherBuffer(0x1000);
    }

    static DeviceDescription.Builder slave(int channel) {
        return Rig.on(channel).version(3).dmaRequestLine(channel);
    }

    static DeviceDescription.Builder pci(boolean scatterGather, int bits, int maximumLength) {
        return Master.pci(scatterGather, 0, maximumLength).version(3).dmaAddressWidth(bits);
    }

    <T> T atDispatch(Supplier<T> call) {
        List<T> result = new ArrayList<>();
        rig.atDispatch(() -> result.add(call.get()));
        return result.get(0);
    }

    DmaTransferContext ready() {
        return ready(context);
    }

    DmaTransferContext ready(DmaTransferContext anyContext) {
        NtStatus status = operations.initializeDmaTransferContext(adapter, anyContext);
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new AssertionError(status);
        }
        return anyContext;
    }

    /** Takes the channel and so many registers at once, without a routine. */
    DriverV3 take(int count) {
        ready();
        NtStatus status =
                atDispatch(
                        () ->
                                operations.allocateAdapterChannelEx(
                                        adapter, device, context, count, SYNC, null, null, base));
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new AssertionError(status);
        }
        return this;
    }

    /** MapTransferEx into {@link #list}; {@code length} is IN OUT. */
    NtStatus map(Mdl mdl, long offset, Pulong length, boolean write) {
        return map(mdl, offset, length, write, list, 0x1000);
    }

    NtStatus map(
            Mdl mdl,
            long offset,
            Pulong length,
            boolean write,
            @Nullable ScatterGatherBuffer buffer,
            int bufferLength) {
        return operations.mapTransferEx(
                adapter,
                mdl,
                base.get(),
                offset,
                0,
                length,
                write,
                buffer,
                bufferLength,
                null,
                null);
    }

    /** As above, with the completion routine. */
    NtStatus mapWithCompletion(Mdl mdl, long offset, Pulong length, boolean write) {
        return operations.mapTransferEx(
                adapter,
                mdl,
                base.get(),
                offset,
                0,
                length,
                write,
                null,
                0,
                (dmaAdapter, deviceObject, completionContext, status) -> {
                    if (dmaAdapter != adapter
                            || deviceObject != device
                            || !"context".equals(completionContext)
                            || rig.ke.getCurrentIrql() != 2) {
                        throw new AssertionError("not what MapTransferEx was told");
                    }
                    completions.add(status);
                },
                "context");
    }

    NtStatus flush(Mdl mdl, long offset, int length, boolean write) {
        return operations.flushAdapterBuffersEx(adapter, mdl, base.get(), offset, length, write);
    }

    List<Master.Run> runs() {
        return Master.runs(list);
    }

    void freeChannel() {
        rig.atDispatch(() -> operations.freeAdapterChannel(adapter));
    }
}

package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import org.jspecify.annotations.Nullable;

/** What AllocateAdapterChannelEx asks for. */
final class ContextRequest implements ChannelRequest {
    private final AdapterObject adapter;
    private final DeviceObject deviceObject;
    private final @Nullable Irp irp;
    private final TransferContext transferContext;
    private final int registers;
    private final @Nullable DriverControl routine;
    private final @Nullable Object context;
    private final @Nullable PmapRegisterBase base;

    /**
     * @param base where the map register base is stored, if anywhere
     */
    ContextRequest(
            AdapterObject adapter,
            DeviceObject deviceObject,
            TransferContext transferContext,
            int registers,
            @Nullable DriverControl routine,
            @Nullable Object context,
            @Nullable PmapRegisterBase base) {
        this.adapter = adapter;
        this.deviceObject = deviceObject;
        this.irp = deviceObject.currentIrp();
        this.transferContext = transferContext;
        this.registers = registers;
        this.routine = routine;
        this.context = context;
        this.base = base;
    }

    @Override
    public AdapterObject adapter() {
        return adapter;
    }

    @Override
    public DeviceObject deviceObject() {
        return deviceObject;
    }

    @Override
    public TransferContext transferContext() {
        return transferContext;
    }

    @Override
    public int registers() {
        return registers;
    }

    @Override
    public IoAllocationAction granted(RegisterAllocation granted, AdapterControl adapterControl) {
        transferContext.granted();
        if (base != null) {
            base.set(granted.base());
        }
        if (routine == null) {
            return IoAllocationAction.KeepObject;
        }
        return adapterControl.permitted(
                adapterControl.call(routine, deviceObject, irp, granted.base(), context),
                adapter,
                granted,
                deviceObject);
    }

    @Override
    public void keep(RegisterAllocation kept) {
        adapter.keep(kept);
        if (kept.count() == 0) {
            ended();
        } else {
            kept.setHolder(this);
        }
    }

    @Override
    public void ended() {
        transferContext.ended();
    }
}

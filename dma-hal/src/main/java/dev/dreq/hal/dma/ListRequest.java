package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.trace.KernelTrace;
import org.jspecify.annotations.Nullable;

/** What GetScatterGatherList asks for, from then on until the list is put. */
final class ListRequest implements ChannelRequest {
    private final AdapterObject adapter;
    private final DeviceObject deviceObject;
    private final @Nullable Irp irp;
    private final MdlChain buffer;
    private final @Nullable DriverListControl routine;
    private final @Nullable Object context;
    private final boolean writeToDevice;
    private final ScatterGatherBuffer list;
    private final @Nullable TransferContext transferContext;

    private @Nullable RegisterAllocation registers;
    private boolean calling;
    private boolean holdsChannel;
    private boolean hasMdl;

    /**
     * @param routine to deliver it to; null if the caller looks for it and frees the channel
     * @param list to be filled and delivered
     * @param transferContext by which the request can be cancelled; null before version 3
     */
    ListRequest(
            AdapterObject adapter,
            DeviceObject deviceObject,
            MdlChain buffer,
            @Nullable DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice,
            ScatterGatherBuffer list,
            @Nullable TransferContext transferContext) {
        this.adapter = adapter;
        this.deviceObject = deviceObject;
        this.irp = deviceObject.currentIrp();
        this.buffer = buffer;
        this.routine = routine;
        this.context = context;
        this.writeToDevice = writeToDevice;
        this.list = list;
        this.transferContext = transferContext;
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
    public @Nullable TransferContext transferContext() {
        return transferContext;
    }

    @Nullable Irp irp() {
        return irp;
    }

    MdlChain buffer() {
        return buffer;
    }

    @Nullable DriverListControl routine() {
        return routine;
    }

    @Nullable Object context() {
        return context;
    }

    boolean writeToDevice() {
        return writeToDevice;
    }

    ScatterGatherBuffer list() {
        return list;
    }

    @Override
    public int registers() {
        return (int) buffer.pages();
    }

    @Override
    public IoAllocationAction granted(RegisterAllocation granted, AdapterControl adapterControl) {
        if (transferContext != null) {
            transferContext.granted();
        }
        KernelTrace trace = adapterControl.trace();
        SystemObject caller = trace.enter(deviceObject);
        ListElements elements = adapter.lists().elements();
        elements.clear();
        adapter.kind().mapList(granted, buffer, writeToDevice, elements);
        elements.store(list);
        adapter.counters().elements(list.numberOfElements());
        trace.mappings(adapter.channel().name(), list, writeToDevice);
        trace.enter(caller);
        registers = granted;
        adapter.lists().add(this);
        calling = true;
        try {
            adapterControl.call(this, list);
        } finally {
            calling = false;
        }
        if (registers == null) {
            return IoAllocationAction.DeallocateObject;
        }
        holdsChannel = routine == null || adapter.kind().listKeepsChannel();
        return holdsChannel
                ? IoAllocationAction.KeepObject
                : IoAllocationAction.DeallocateObjectKeepRegisters;
    }

    /** The registers are held since they were granted; no FreeMapRegisters frees them. */
    @Override
    public void keep(RegisterAllocation kept) {
        holdsChannel = false;
    }

    @Override
    public void ended() {
        if (transferContext != null) {
            transferContext.ended();
        }
    }

    /** PutScatterGatherList; inside AdapterListControl, whoever called that gives all back. */
    void put() {
        RegisterAllocation held = registers;
        if (held == null) {
            throw new IllegalStateException("a list that is put twice: " + list.address());
        }
        adapter.kind().flushList(held, buffer, writeToDevice);
        registers = null;
        if (calling) {
            return;
        }
        if (holdsChannel) {
            adapter.channel().free(adapter);
        } else {
            ended();
            adapter.channel().giveBack(adapter, held);
        }
    }

    /** Whether this is the first BuildMdlFromScatterGatherList of the list. */
    boolean takeMdl() {
        boolean first = !hasMdl;
        hasMdl = true;
        return first;
    }
}

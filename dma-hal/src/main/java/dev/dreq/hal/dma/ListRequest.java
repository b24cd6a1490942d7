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
    private final DriverListControl routine;
    private final @Nullable Object context;
    private final boolean writeToDevice;
    private final ScatterGatherFields list;

    private @Nullable RegisterAllocation registers;
    private boolean calling;
    private boolean hasMdl;

    /**
     * @param list to be filled and delivered
     */
    ListRequest(
            AdapterObject adapter,
            DeviceObject deviceObject,
            MdlChain buffer,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice,
            ScatterGatherFields list) {
        this.adapter = adapter;
        this.deviceObject = deviceObject;
        this.irp = deviceObject.currentIrp();
        this.buffer = buffer;
        this.routine = routine;
        this.context = context;
        this.writeToDevice = writeToDevice;
        this.list = list;
    }

    @Override
    public AdapterObject adapter() {
        return adapter;
    }

    DeviceObject deviceObject() {
        return deviceObject;
    }

    @Nullable Irp irp() {
        return irp;
    }

    MdlChain buffer() {
        return buffer;
    }

    DriverListControl routine() {
        return routine;
    }

    @Nullable Object context() {
        return context;
    }

    boolean writeToDevice() {
        return writeToDevice;
    }

    ScatterGatherFields list() {
        return list;
    }

    @Override
    public int registers() {
        return (int) buffer.pages();
    }

    @Override
    public IoAllocationAction granted(RegisterAllocation granted, AdapterControl adapterControl) {
        KernelTrace trace = adapterControl.trace();
        SystemObject caller = trace.enter(deviceObject);
        adapter.kind()
                .mapList(
                        granted,
                        buffer,
                        writeToDevice,
                        (address, length) -> element(trace, address, length));
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
        return adapter.kind().listKeepsChannel()
                ? IoAllocationAction.KeepObject
                : IoAllocationAction.DeallocateObjectKeepRegisters;
    }

    private void element(KernelTrace trace, long address, long length) {
        trace.mapping(adapter.channel().name(), address, length, writeToDevice);
        list.add(address, length);
        adapter.counters().element();
    }

    @Override
    public void keep(RegisterAllocation kept) {
        // Held since they were granted; no FreeMapRegisters frees them.
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
        if (adapter.kind().listKeepsChannel()) {
            adapter.channel().free(adapter);
        } else {
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

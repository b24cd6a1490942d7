package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ADAPTER_OBJECT: what lies behind a {@link DmaAdapter}; what the adapter holds is known here. */
final class AdapterObject implements DmaAdapter {
    private final long address;
    private final DmaOperations operations;
    private final String device;
    private final int mapRegisters;
    private final AdapterKind kind;
    private final AdapterChannel channel;
    private final CommonBuffers commonBuffers;
    private final DmaCounters counters;
    private final ScatterGatherLists lists = new ScatterGatherLists(this);
    private final List<RegisterAllocation> kept = new ArrayList<>();

    private DmaOperations table;
    private DoubleBuffers doubleBuffers = DoubleBuffers.NONE;
    private int alignment;
    private @Nullable DriverRequest latestRequest;
    private boolean keptByRoutine;
    private boolean released;

    /**
     * @param device whose it is, for people
     * @param mapRegisters the most that one operation may have
     */
    AdapterObject(
            long address,
            DmaOperations operations,
            String device,
            int mapRegisters,
            AdapterKind kind,
            AdapterChannel channel,
            CommonBuffers commonBuffers,
            DmaCounters counters) {
        this.address = address;
        this.operations = operations;
        this.table = operations;
        this.alignment = kind.alignment();
        this.device = device;
        this.mapRegisters = mapRegisters;
        this.kind = kind;
        this.channel = channel;
        this.commonBuffers = commonBuffers;
        this.counters = counters;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public DmaOperations dmaOperations() {
        return table;
    }

    /** Lets the driver see another table than {@link #operations}, which that leads to. */
    void setTable(DmaOperations seen) {
        table = seen;
    }

    /** What stands between the device and memory. */
    DoubleBuffers doubleBuffers() {
        return doubleBuffers;
    }

    void setDoubleBuffers(DoubleBuffers between) {
        doubleBuffers = between;
    }

    /** GetDmaAlignment. */
    int alignment() {
        return alignment;
    }

    /** Buffers are aligned so at least. */
    void align(int least) {
        alignment = Math.max(alignment, least);
    }

    /** The table that does the work. */
    DmaOperations operations() {
        return operations;
    }

    /** Whose it is, for people. */
    String device() {
        return device;
    }

    int mapRegisters() {
        return mapRegisters;
    }

    AdapterKind kind() {
        return kind;
    }

    AdapterChannel channel() {
        return channel;
    }

    CommonBuffers commonBuffers() {
        return commonBuffers;
    }

    ScatterGatherLists lists() {
        return lists;
    }

    DmaCounters counters() {
        return counters;
    }

    boolean isReleased() {
        return released;
    }

    DmaStatistics statistics() {
        return counters.statistics(device, mapRegisters);
    }

    /**
     * The place in the line for a device object; the same one as last time if it is for the same
     * device object.
     */
    DriverRequest requestOf(DeviceObject deviceObject) {
        DriverRequest request = latestRequest;
        if (request == null || request.deviceObject() != deviceObject) {
            request = new DriverRequest(this, deviceObject, deviceObject.waitContextBlock());
            latestRequest = request;
        }
        return request;
    }

    /** The registers go on without the channel, until FreeMapRegisters. */
    void keep(RegisterAllocation registers) {
        if (registers.count() != 0) {
            kept.add(registers);
        }
    }

    /**
     * Registers kept without the channel, by their base; null if there are none. They are kept no
     * more.
     */
    @Nullable RegisterAllocation takeKept(long mapRegisterBase, int count) {
        for (int i = 0; i < kept.size(); i++) {
            RegisterAllocation registers = kept.get(i);
            if (registers.base() == mapRegisterBase) {
                if (registers.count() != count) {
                    throw Rule.WRONG_REGISTER_COUNT.stop(
                            mapRegisterBase,
                            count,
                            registers.count(),
                            ("FreeMapRegisters of %d registers, but %d were allocated; free"
                                            + " all of them at once")
                                    .formatted(count, registers.count()));
                }
                requireUnmapped(registers, "FreeMapRegisters");
                return kept.remove(i);
            }
        }
        return null;
    }

    /** The registers of an operation, by their base; null if the adapter does not hold it. */
    @Nullable RegisterAllocation held(long mapRegisterBase) {
        RegisterAllocation registers = channel.registersOf(this);
        if (registers != null && registers.base() == mapRegisterBase) {
            return registers;
        }
        for (RegisterAllocation other : kept) {
            if (other.base() == mapRegisterBase) {
                return other;
            }
        }
        return null;
    }

    /** As {@link #held}; a base that the adapter does not hold is a broken rule. */
    RegisterAllocation registers(long mapRegisterBase, Mdl mdl, long currentVa, String routine) {
        RegisterAllocation registers = held(mapRegisterBase);
        if (registers != null) {
            return registers;
        }
        throw Rule.WRONG_MAP_REGISTERS.stop(
                mapRegisterBase,
                currentVa,
                mdl.address(),
                ("%s with map register base 0x%x, which %s does not hold; pass what"
                                + " AdapterControl was given")
                        .formatted(routine, mapRegisterBase, device));
    }

    /** The rules of what an AdapterControl routine returns. */
    void requirePermitted(
            IoAllocationAction action, RegisterAllocation registers, DeviceObject deviceObject) {
        if (!kind.permits(action)) {
            throw Rule.WRONG_ACTION.stop(
                    action.value(),
                    address,
                    0,
                    ("AdapterControl of %s returned %s on %s, whose transfer needs the channel"
                                            + " until FreeAdapterChannel;")
                                    .formatted(deviceObject.name(), action, channel.name())
                            + " return KeepObject");
        }
        if (action == IoAllocationAction.DeallocateObject) {
            requireUnmapped(registers, "DeallocateObject");
        }
    }

    /** Whether no AdapterControl routine has kept the channel before. */
    boolean isFirstToKeep() {
        boolean first = !keptByRoutine;
        keptByRoutine = true;
        return first;
    }

    /** FreeAdapterObject. */
    void freeObject(IoAllocationAction action) {
        if (action == null) {
            throw AdapterControl.noAction("FreeAdapterObject of");
        }
        switch (action) {
            case KeepObject -> {}
            case DeallocateObject -> freeChannel();
            case DeallocateObjectKeepRegisters -> {
                if (!kind.permits(action)) {
                    throw Rule.WRONG_ACTION.stop(
                            action.value(),
                            address,
                            0,
                            ("FreeAdapterObject(%s) of %s, whose registers are of no use"
                                            + " without it; free both")
                                    .formatted(action, channel.name()));
                }
                channel.freeKeepingRegisters(this);
            }
        }
    }

    /** FreeAdapterChannel. */
    void freeChannel() {
        RegisterAllocation registers = channel.registersOf(this);
        if (registers != null) {
            requireUnmapped(registers, "FreeAdapterChannel");
        } else if (!kept.isEmpty()) {
            throw Rule.WRONG_RELEASE.stop(
                    kept.get(0).base(),
                    kept.get(0).count(),
                    address,
                    ("FreeAdapterChannel of %s, whose AdapterControl kept only registers;"
                                    + " FreeMapRegisters frees those")
                            .formatted(device));
        }
        channel.free(this);
    }

    /** PutDmaAdapter. */
    void release() {
        requireNone(Rule.COMMON_BUFFERS_LEFT, commonBuffers.count(), "common buffers");
        requireNone(Rule.LISTS_LEFT, lists.count(), "scatter/gather lists");
        requireNone(
                Rule.CHANNEL_LEFT, channel.concerns(this) ? 1 : 0, "its channel, held or awaited");
        requireNone(Rule.MAP_REGISTERS_LEFT, kept.size(), "map registers");
        released = true;
        kind.close();
        doubleBuffers.close();
    }

    private void requireNone(Rule violation, int left, String what) {
        if (left != 0) {
            throw violation.stop(
                    address,
                    left,
                    0,
                    "PutDmaAdapter of %s with %d left of: %s; give them back first"
                            .formatted(device, left, what));
        }
    }

    /** The rule of every routine that gives map registers back. */
    void requireUnmapped(RegisterAllocation registers, String routine) {
        if (kind.isMapped(registers)) {
            kind.abandon(registers);
            registers.setChain(null);
            throw Rule.FREED_WHILE_MAPPED.stop(
                    1,
                    address,
                    registers.base(),
                    ("%s of %s before the last operation was flushed; call FlushAdapterBuffers"
                                    + " first, on errors too")
                            .formatted(routine, device));
        }
    }
}

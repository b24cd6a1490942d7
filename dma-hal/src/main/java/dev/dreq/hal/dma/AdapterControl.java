package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.WaitContextBlock;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.trace.KernelTrace;
import dev.dreq.hal.verifier.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls drivers' AdapterControl and AdapterListControl routines, and knows whether one is running.
 */
final class AdapterControl {
    private final Ke ke;
    private final Set<String> advice = new LinkedHashSet<>();
    private int running;

    AdapterControl(Ke ke) {
        this.ke = ke;
    }

    KernelTrace trace() {
        return ke.trace();
    }

    /** What drivers may do and had better not. */
    List<String> advice() {
        return List.copyOf(advice);
    }

    boolean isRunning() {
        return running != 0;
    }

    /**
     * Tells the driver that its request is granted. The device object's wait block is free
     * afterwards.
     */
    IoAllocationAction call(DriverRequest request, long mapRegisterBase) {
        WaitContextBlock block = request.waitBlock();
        DriverControl routine = block.deviceRoutine();
        if (routine == null) {
            throw new IllegalStateException("a request without a routine: " + request);
        }
        try {
            return call(
                    routine,
                    request.deviceObject(),
                    block.currentIrp(),
                    mapRegisterBase,
                    block.deviceContext());
        } finally {
            block.clear();
        }
    }

    /**
     * What an AdapterControl routine returned, if the kind of adapter permits it. A bus master that
     * keeps its channel may do so, but is advised otherwise.
     */
    IoAllocationAction permitted(
            IoAllocationAction action,
            AdapterObject adapter,
            RegisterAllocation registers,
            DeviceObject deviceObject) {
        adapter.requirePermitted(action, registers, deviceObject);
        boolean slave = adapter.kind().systemChannel() != null;
        if (action == IoAllocationAction.KeepObject && !slave && adapter.isFirstToKeep()) {
            advice.add(
                    ("%s keeps its bus master's channel (KeepObject), so no other request gets it"
                                    + " meanwhile; return DeallocateObjectKeepRegisters if the"
                                    + " device takes several")
                            .formatted(deviceObject.name()));
        }
        return action;
    }

    /** Calls an AdapterControl routine. */
    IoAllocationAction call(
            DriverControl routine,
            DeviceObject deviceObject,
            @Nullable Irp irp,
            long mapRegisterBase,
            @Nullable Object context) {
        running++;
        try {
            SystemObject caller = ke.trace().enter(deviceObject);
            IoAllocationAction action =
                    routine.control(deviceObject, irp, mapRegisterBase, context);
            requireUnchangedIrql("AdapterControl", deviceObject);
            ke.trace().enter(caller);
            if (action == null) {
                throw noAction("AdapterControl of " + deviceObject.name() + " returned");
            }
            return action;
        } finally {
            running--;
        }
    }

    /** Tells the driver that its scatter/gather list is there, if it is to be told. */
    void call(ListRequest request, ScatterGatherList list) {
        DriverListControl routine = request.routine();
        if (routine == null) {
            return;
        }
        running++;
        try {
            SystemObject caller = ke.trace().enter(request.deviceObject());
            routine.control(request.deviceObject(), request.irp(), list, request.context());
            requireUnchangedIrql("AdapterListControl", request.deviceObject());
            ke.trace().enter(caller);
        } finally {
            running--;
        }
    }

    /** What a driver says is to become of a channel is one of the three actions. */
    static RuntimeException noAction(String who) {
        return Rule.WRONG_ACTION.stop(
                0,
                0,
                0,
                who
                        + " no action; there are KeepObject, DeallocateObject and"
                        + " DeallocateObjectKeepRegisters");
    }

    private void requireUnchangedIrql(String routine, DeviceObject deviceObject) {
        int current = ke.getCurrentIrql();
        if (current != Irql.DISPATCH_LEVEL) {
            throw Rule.IMPROPER_IRQL.stop(
                    Irql.DISPATCH_LEVEL,
                    current,
                    0,
                    ("%s of %s was entered at DISPATCH_LEVEL and returned at %s; lower what"
                                    + " you raise")
                            .formatted(routine, deviceObject.name(), Irql.name(current)));
        }
    }
}

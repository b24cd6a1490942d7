package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/** A driver's completion routine, to be called once, from a DPC. */
final class Completion {
    private final Ke ke;
    private final Kdpc dpc;
    private final AdapterObject adapter;
    private final DeviceObject deviceObject;
    private final DmaCompletionRoutine routine;
    private final @Nullable Object context;

    Completion(
            Ke ke,
            AdapterObject adapter,
            DeviceObject deviceObject,
            DmaCompletionRoutine routine,
            @Nullable Object context) {
        this.ke = ke;
        this.dpc = ke.initializeDpc((object, unused, status, other) -> run(status), null);
        this.adapter = adapter;
        this.deviceObject = deviceObject;
        this.routine = routine;
        this.context = context;
    }

    /** The transfer has ended. An interrupt point below DISPATCH_LEVEL. */
    void end(DmaCompletionStatus status) {
        ke.insertQueueDpc(dpc, status, null);
    }

    private void run(@Nullable Object status) {
        if (!adapter.isReleased() && status instanceof DmaCompletionStatus how) {
            SystemObject caller = ke.trace().enter(deviceObject);
            routine.complete(adapter, deviceObject, context, how);
            ke.trace().enter(caller);
        }
    }
}

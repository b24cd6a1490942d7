package dev.dreq.tools.testkit.steps;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.mm.Pulong;
import java.util.Objects;

/** Somebody who has the channel, or all map registers, when the request wants them. */
final class Hog {
    private final Subject subject;
    private final DeviceObject device;
    private final DmaAdapter adapter;
    private final int registers;

    Hog(Subject subject, DeviceDescription description) {
        this.subject = subject;
        this.device = subject.other();
        Pulong most = subject.kernel.mm().newUlong(0);
        this.adapter =
                Objects.requireNonNull(subject.kernel.io().getDmaAdapter(null, description, most));
        this.registers = most.get();
    }

    /** Takes them now, and gives them back in so many microseconds. */
    void hold(int microseconds) {
        var ke = subject.kernel.ke();
        var dma = adapter.dmaOperations();
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        dma.allocateAdapterChannel(
                adapter,
                device,
                registers,
                (owner, irp, base, context) -> IoAllocationAction.KeepObject,
                null);
        ke.setTimer(
                ke.initializeTimer("hog", EventType.NotificationEvent),
                DueTime.microseconds(microseconds),
                ke.initializeDpc((d, c, a, b) -> dma.freeAdapterChannel(adapter), null));
        ke.lowerIrql(old);
    }

    void go() {
        adapter.dmaOperations().putDmaAdapter(adapter);
    }
}

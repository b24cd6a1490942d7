package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.BusInterfaceStandard;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.Ktimer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A video adapter: the port's side of a miniport's device extension. */
final class VideoDevice {

    /** How far a device has come. */
    enum State {
        ADDED,
        STARTED,
        OPENED,
        GONE,
        REMOVED
    }

    private final VideoHwInitializationData miniport;
    private final @Nullable Object hwContext;
    private final Object extension;
    private final DeviceObject physical;
    private final DeviceObject functional;
    private final DeviceObject lower;
    private final AccessRanges ranges;
    private final LockedBuffers buffers;
    private final List<VideoDmaAdapter> adapters = new ArrayList<>();
    private final Kdpc dpc;
    private final Ktimer timer;
    private final Kdpc timerDpc;
    private final Kevent turn;
    private final @Nullable BusInterfaceStandard busInterface;
    private State state = State.ADDED;
    private CmResourceList resources = CmResourceList.empty();
    private List<VideoChild> children = List.of();
    private @Nullable Kinterrupt interrupt;
    private boolean inTimer;

    VideoDevice(
            Kernel kernel,
            VideoHwInitializationData miniport,
            @Nullable Object hwContext,
            Object extension,
            DeviceObject physical,
            DeviceObject functional,
            DeviceObject lower) {
        Ke ke = kernel.ke();
        this.miniport = miniport;
        this.hwContext = hwContext;
        this.extension = extension;
        this.physical = physical;
        this.functional = functional;
        this.lower = lower;
        this.busInterface = kernel.io().queryBusInterface(physical);
        this.ranges = new AccessRanges(kernel.mm());
        this.buffers = new LockedBuffers(kernel.io(), kernel.mm());
        this.dpc =
                ke.initializeDpc(
                        (self, deferred, routine, context) -> {
                            if (routine instanceof HwVidDpcRoutine called) {
                                called.dpc(extension, context);
                            }
                        },
                        this);
        this.timer =
                ke.initializeTimer("HwVidTimer of " + functional, EventType.SynchronizationEvent);
        this.timerDpc = ke.initializeDpc((self, deferred, a, b) -> tick(), this);
        this.turn =
                ke.initializeEvent(
                        "HwVidStartIO of " + functional, EventType.SynchronizationEvent, true);
    }

    private void tick() {
        HwVidTimer routine = miniport.hwTimer();
        if (routine != null) {
            inTimer = true;
            try {
                routine.timer(extension);
            } finally {
                inTimer = false;
            }
        }
    }

    VideoHwInitializationData miniport() {
        return miniport;
    }

    @Nullable Object hwContext() {
        return hwContext;
    }

    /** The miniport's own data. */
    Object extension() {
        return extension;
    }

    DeviceObject physical() {
        return physical;
    }

    DeviceObject functional() {
        return functional;
    }

    /** The next device below. */
    DeviceObject lower() {
        return lower;
    }

    AccessRanges ranges() {
        return ranges;
    }

    LockedBuffers buffers() {
        return buffers;
    }

    /** In the order in which they were got; those put are not among them. */
    List<VideoDmaAdapter> adapters() {
        return adapters;
    }

    /** The one DPC, whose arguments are the miniport's routine and context. */
    Kdpc dpc() {
        return dpc;
    }

    Ktimer timer() {
        return timer;
    }

    Kdpc timerDpc() {
        return timerDpc;
    }

    /** Whether HwVidTimer is running. */
    boolean inTimer() {
        return inTimer;
    }

    /** Signaled while no VRP is worked on. */
    Kevent turn() {
        return turn;
    }

    State state() {
        return state;
    }

    void setState(State newState) {
        state = newState;
    }

    CmResourceList resources() {
        return resources;
    }

    void setResources(CmResourceList newResources) {
        resources = newResources;
    }

    /** The way to the device's configuration space; null on a bus that has none. */
    @Nullable BusInterfaceStandard busInterface() {
        return busInterface;
    }

    @Nullable Kinterrupt interrupt() {
        return interrupt;
    }

    void setInterrupt(@Nullable Kinterrupt newInterrupt) {
        interrupt = newInterrupt;
    }

    List<VideoChild> children() {
        return children;
    }

    void setChildren(List<VideoChild> newChildren) {
        children = List.copyOf(newChildren);
    }

    @Nullable DmaAdapter firstKernelAdapter() {
        return adapters.isEmpty() ? null : adapters.get(0).kernelAdapter();
    }

    @Override
    public String toString() {
        return functional.toString();
    }
}

package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.BusInterfaceStandard;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.Experimental;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * VideoPort: what a video miniport is linked against, and what the system does with a miniport's
 * devices. Every routine knows the device by the miniport's device extension.
 *
 * <p>HwVidInterrupt may call only {@link #queueDpc}, {@link #zeroMemory}, {@link
 * #zeroDeviceMemory}, {@link #logError}, {@link #stallExecution}, the routines that read and write
 * ports and registers, {@link #enableInterrupt} and {@link #disableInterrupt}; HwVidResetHw only
 * those that access ports and registers, and {@link #stallExecution}. Any other call from there,
 * and a call at a wrong IRQL, is a {@link BugCheck}.
 */
public final class VideoPort extends VideoPortOldDma {
    private static final int ONE_SECOND = 1_000;
    private static final int DISPLAY_ADAPTER_HW_ID = 0xFFFF_FFFF;

    private final Ke ke;
    private final ErrorLog errors = new ErrorLog();
    private final VideoRequests requests;
    private final DeviceStart start;
    private @Nullable String refusal;

    /** The video port driver of a kernel whose other parts exist. */
    public VideoPort(Kernel kernel) {
        this(kernel, kernel.io()::getDmaAdapter);
    }

    VideoPort(Kernel kernel, AdapterSource adapters) {
        super(kernel, adapters);
        this.ke = kernel.ke();
        VideoChildren children = new VideoChildren(ke, kernel.mm());
        this.requests = new VideoRequests(ke, children);
        this.start = new DeviceStart(kernel, rules, devices, children);
    }

    /** Names who sees the calls of miniports from now on. */
    @Experimental("shaped by the verifier's rules, its only user")
    public void watch(CallWatch watch) {
        rules.watch(watch);
    }

    // Setting up

    /**
     * VideoPortInitialize, the one thing that a miniport's DriverEntry does; it returns what this
     * returns. At PASSIVE_LEVEL.
     *
     * @param context1 the driver object that DriverEntry was given
     * @param context2 not used
     * @param hwContext handed to HwVidFindAdapter
     * @return STATUS_SUCCESS, or STATUS_INVALID_PARAMETER; {@link #refusal} says why
     */
    public NtStatus initialize(
            DriverObject context1,
            @Nullable Object context2,
            VideoHwInitializationData hwInitializationData,
            @Nullable Object hwContext) {
        rules.passive("VideoPortInitialize");
        refusal = hwInitializationData.missing().orElse(null);
        if (refusal != null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        new MiniportDriver(kernel, devices, start, requests, hwInitializationData, hwContext)
                .take(context1);
        return NtStatus.STATUS_SUCCESS;
    }

    /**
     * VideoPortGetAccessRanges: the ports and memory that the bus has granted the device, which the
     * miniport claims by this. At PASSIVE_LEVEL, usually in HwVidFindAdapter.
     *
     * @param accessRanges OUT: in the bus's order; without elements, the claim is released
     * @return NO_ERROR, or ERROR_MORE_DATA if there are more ranges than elements
     */
    public VpStatus getAccessRanges(
            Object hwDeviceExtension, @Nullable VideoAccessRange[] accessRanges) {
        rules.passive("VideoPortGetAccessRanges");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortGetAccessRanges");
        List<VideoAccessRange> granted = AccessRanges.granted(device.resources().resources());
        if (accessRanges.length == 0) {
            device.ranges().claim();
            return VpStatus.NO_ERROR;
        }
        if (granted.size() > accessRanges.length) {
            return VpStatus.ERROR_MORE_DATA;
        }
        for (int i = 0; i < granted.size(); i++) {
            accessRanges[i] = granted.get(i);
        }
        device.ranges().claim(granted.toArray(VideoAccessRange[]::new));
        return VpStatus.NO_ERROR;
    }

    /**
     * VideoPortVerifyAccessRanges: claims these ranges instead of those claimed before; none to
     * release the claim. At PASSIVE_LEVEL.
     *
     * @return NO_ERROR, or ERROR_INVALID_PARAMETER if another adapter has one of them
     */
    public VpStatus verifyAccessRanges(Object hwDeviceExtension, VideoAccessRange... accessRanges) {
        rules.passive("VideoPortVerifyAccessRanges");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortVerifyAccessRanges");
        for (VideoAccessRange range : accessRanges) {
            if (devices.collides(device, range)) {
                return VpStatus.ERROR_INVALID_PARAMETER;
            }
        }
        device.ranges().claim(accessRanges);
        return VpStatus.NO_ERROR;
    }

    /**
     * VideoPortGetDeviceBase: what to pass to the routines that access ports or registers. At
     * PASSIVE_LEVEL.
     *
     * @param ioAddress first port, or first physical address
     * @return 0 if the miniport has not claimed the range, or it cannot be mapped
     */
    public long getDeviceBase(
            Object hwDeviceExtension, long ioAddress, int numberOfUchars, boolean inIoSpace) {
        rules.passive("VideoPortGetDeviceBase");
        return devices.find(hwDeviceExtension, "VideoPortGetDeviceBase")
                .ranges()
                .base(ioAddress, numberOfUchars, inIoSpace);
    }

    /** VideoPortFreeDeviceBase: once for each VideoPortGetDeviceBase. At PASSIVE_LEVEL. */
    public void freeDeviceBase(Object hwDeviceExtension, long mappedAddress) {
        rules.passive("VideoPortFreeDeviceBase");
        devices.find(hwDeviceExtension, "VideoPortFreeDeviceBase").ranges().free(mappedAddress);
    }

    /**
     * VideoPortGetBusData of PCIConfiguration: reads the device's configuration space. At or below
     * DISPATCH_LEVEL.
     *
     * @return the bytes read; 0 on a bus that has none
     */
    public int getBusData(Object hwDeviceExtension, byte[] buffer, int offset, int length) {
        rules.atMostDispatch("VideoPortGetBusData");
        BusInterfaceStandard bus =
                devices.find(hwDeviceExtension, "VideoPortGetBusData").busInterface();
        return bus == null ? 0 : bus.getBusData(buffer, offset, length);
    }

    /** VideoPortSetBusData: writes it, as {@link #getBusData}. */
    public int setBusData(Object hwDeviceExtension, byte[] buffer, int offset, int length) {
        rules.atMostDispatch("VideoPortSetBusData");
        BusInterfaceStandard bus =
                devices.find(hwDeviceExtension, "VideoPortSetBusData").busInterface();
        return bus == null ? 0 : bus.setBusData(buffer, offset, length);
    }

    // Interrupts, DPCs, timers

    /**
     * VideoPortQueueDpc: a device has one DPC, so this is false, and nothing done, from one call
     * until the routine is called. At or above DISPATCH_LEVEL.
     */
    public boolean queueDpc(
            Object hwDeviceExtension, HwVidDpcRoutine callbackRoutine, @Nullable Object context) {
        rules.atLeastDispatch("VideoPortQueueDpc");
        return ke.insertQueueDpc(
                devices.find(hwDeviceExtension, "VideoPortQueueDpc").dpc(),
                callbackRoutine,
                context);
    }

    /**
     * VideoPortSynchronizeExecution: calls {@code synchronizeRoutine} so that DPCs and threads do
     * not interrupt it; with medium and high priority, if there is an ISR, as if it were that. At
     * or below DISPATCH_LEVEL, or DIRQL if it is called there.
     *
     * @return what the routine returned
     */
    public boolean synchronizeExecution(
            Object hwDeviceExtension,
            VideoSynchronizePriority priority,
            HwVidSynchronizeRoutine synchronizeRoutine,
            @Nullable Object context) {
        rules.elsewhere("VideoPortSynchronizeExecution");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortSynchronizeExecution");
        Kinterrupt interrupt = device.interrupt();
        if (interrupt != null && priority != VideoSynchronizePriority.VpLowPriority) {
            return ke.synchronizeExecution(interrupt, synchronizeRoutine::synchronize, context);
        }
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "VideoPortSynchronizeExecution");
        boolean[] result = new boolean[1];
        ke.runAt(
                Irql.DISPATCH_LEVEL,
                "a routine of VideoPortSynchronizeExecution",
                () -> result[0] = synchronizeRoutine.synchronize(context));
        return result[0];
    }

    /** VideoPortEnableInterrupt: ERROR_INVALID_FUNCTION. Obsolete. Any IRQL. */
    public VpStatus enableInterrupt(Object hwDeviceExtension) {
        rules.alsoInInterrupt("VideoPortEnableInterrupt");
        return VpStatus.ERROR_INVALID_FUNCTION;
    }

    /** VideoPortDisableInterrupt: ERROR_INVALID_FUNCTION. Obsolete. Any IRQL. */
    public VpStatus disableInterrupt(Object hwDeviceExtension) {
        rules.alsoInInterrupt("VideoPortDisableInterrupt");
        return VpStatus.ERROR_INVALID_FUNCTION;
    }

    /** VideoPortStartTimer: HwVidTimer is called every second. At or below DISPATCH_LEVEL. */
    public void startTimer(Object hwDeviceExtension) {
        rules.atMostDispatch("VideoPortStartTimer");
        VideoDevice device = timed(hwDeviceExtension, "VideoPortStartTimer");
        ke.setTimerEx(device.timer(), DueTime.seconds(1), ONE_SECOND, device.timerDpc());
    }

    /**
     * VideoPortStopTimer: not called from HwVidTimer, which cannot stop itself. At or below
     * DISPATCH_LEVEL.
     */
    public void stopTimer(Object hwDeviceExtension) {
        rules.atMostDispatch("VideoPortStopTimer");
        VideoDevice device = timed(hwDeviceExtension, "VideoPortStopTimer");
        if (device.inTimer()) {
            throw Rule.CALL_NOT_ALLOWED.stop(
                    ke.getCurrentIrql(),
                    0,
                    0,
                    "VideoPortStopTimer was called from HwVidTimer, which cannot stop itself;"
                            + " stop it where the"
                            + " request ends");
        }
        ke.cancelTimer(device.timer());
        ke.removeQueueDpc(device.timerDpc());
    }

    private VideoDevice timed(Object hwDeviceExtension, String routine) {
        VideoDevice device = devices.find(hwDeviceExtension, routine);
        if (device.miniport().hwTimer() == null) {
            throw new BugCheck(
                    BugCheckCode.TIMER_OR_DPC_INVALID,
                    1,
                    device.functional().address(),
                    0,
                    0,
                    "%s for %s, whose miniport has no HwVidTimer; name it in VideoPortInitialize"
                            .formatted(routine, device));
        }
        return device;
    }

    // Events

    /** VideoPortCreateEvent. At PASSIVE_LEVEL. */
    public Kevent createEvent(Object hwDeviceExtension, EventType type, boolean signaled) {
        rules.passive("VideoPortCreateEvent");
        VideoDevice device = devices.find(hwDeviceExtension, "VideoPortCreateEvent");
        return ke.initializeEvent("an event of " + device, type, signaled);
    }

    /** VideoPortDeleteEvent. At PASSIVE_LEVEL. */
    public void deleteEvent(Object hwDeviceExtension, Kevent event) {
        rules.passive("VideoPortDeleteEvent");
    }

    /** VideoPortSetEvent: returns whether it was signaled. At or below DISPATCH_LEVEL. */
    public boolean setEvent(Object hwDeviceExtension, Kevent event) {
        rules.atMostDispatch("VideoPortSetEvent");
        return ke.setEvent(event);
    }

    /** VideoPortClearEvent. At or below DISPATCH_LEVEL. */
    public void clearEvent(Object hwDeviceExtension, Kevent event) {
        rules.atMostDispatch("VideoPortClearEvent");
        ke.clearEvent(event);
    }

    /** VideoPortReadStateEvent. At or below DISPATCH_LEVEL. */
    public boolean readStateEvent(Object hwDeviceExtension, Kevent event) {
        rules.atMostDispatch("VideoPortReadStateEvent");
        return ke.readStateEvent(event);
    }

    /**
     * VideoPortWaitForSingleObject: NO_ERROR, or WAIT_TIMEOUT. At PASSIVE_LEVEL.
     *
     * @param timeout as {@link DueTime}
     */
    public VpStatus waitForSingleObject(Object hwDeviceExtension, Kevent event, long timeout) {
        rules.passive("VideoPortWaitForSingleObject");
        return ke.waitForSingleObject(event, timeout) == NtStatus.STATUS_TIMEOUT
                ? VpStatus.WAIT_TIMEOUT
                : VpStatus.NO_ERROR;
    }

    /** VideoPortLogError. Any IRQL. */
    public void logError(
            Object hwDeviceExtension,
            @Nullable VideoRequestPacket vrp,
            VpStatus errorCode,
            int uniqueId) {
        rules.alsoInInterrupt("VideoPortLogError");
        errors.add(devices.find(hwDeviceExtension, "VideoPortLogError"), vrp, errorCode, uniqueId);
    }

    // The system's side

    /** Why the latest VideoPortInitialize failed; empty if it did not. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What miniports logged, oldest first; the first thousand entries. */
    public List<String> errorLog() {
        return errors.entries();
    }

    /** The children that the miniport described, once it was asked. */
    public List<VideoChild> children(DeviceObject device) {
        return MiniportDriver.of(device).children();
    }

    /** Calls HwVidResetHw, if there is one, as when the system stops. */
    public boolean resetHw(DeviceObject device, int columns, int rows) {
        return start.resetHw(MiniportDriver.of(device), columns, rows);
    }

    /**
     * Asks HwVidGetPowerState whether the adapter supports a power state, and if so has
     * HwVidSetPowerState set it; returns what refused. At PASSIVE_LEVEL.
     */
    public VpStatus setPowerState(DeviceObject device, VideoPowerState state) {
        rules.passive("PoSetPowerState of a video adapter");
        VideoDevice found = MiniportDriver.of(device);
        HwVidGetPowerState get = found.miniport().hwGetPowerState();
        HwVidSetPowerState set = found.miniport().hwSetPowerState();
        if (get == null || set == null) {
            return VpStatus.ERROR_INVALID_FUNCTION;
        }
        VpStatus supported = get.getPowerState(found.extension(), DISPLAY_ADAPTER_HW_ID, state);
        return supported == VpStatus.NO_ERROR
                ? set.setPowerState(found.extension(), DISPLAY_ADAPTER_HW_ID, state)
                : supported;
    }
}

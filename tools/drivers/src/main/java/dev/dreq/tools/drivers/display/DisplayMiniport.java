package dev.dreq.tools.drivers.display;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.video.HwVidInterrupt;
import dev.dreq.hal.video.VideoHwInitializationData;
import dev.dreq.hal.video.VideoSynchronizePriority;
import dev.dreq.hal.video.VpStatus;
import org.jspecify.annotations.Nullable;

/** The miniport's entry points. */
final class DisplayMiniport implements DriverEntry {
    private final DisplayOptions options;

    DisplayMiniport(DisplayOptions options) {
        this.options = options;
    }

    @Override
    public NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        VideoHwInitializationData.Builder data =
                VideoHwInitializationData.zeroed()
                        .hwInitDataSize(VideoHwInitializationData.SIZE)
                        .hwDeviceExtension(() -> new DisplayExtension(kernel, options))
                        .hwFindAdapter(
                                (extension, context, argument, configInfo, again) ->
                                        AdapterSearch.findAdapter(extension, configInfo, again))
                        .hwInitialize(extension -> true)
                        .hwStartIo(DisplayRequests::startIo)
                        .hwResetHw(DisplayMiniport::resetHw)
                        .hwTimer(DisplayMiniport::timer)
                        .hwGetPowerState((extension, id, state) -> Quiescence.supports(state))
                        .hwSetPowerState(
                                (extension, id, state) -> Quiescence.enter(extension, state))
                        .hwGetVideoChildDescriptor(
                                (extension, info, type, descriptor, id, unused) ->
                                        VpStatus.ERROR_NO_MORE_DEVICES);
        if (options.irq()) {
            HwVidInterrupt interrupt = DisplayMiniport::interrupt;
            data.hwInterrupt(interrupt);
        }
        return kernel.videoPort().initialize(driver, null, data.build(), null);
    }

    /** HwVidInterrupt. At DIRQL. */
    private static boolean interrupt(Object hwDeviceExtension) {
        DisplayExtension extension = DisplayExtension.of(hwDeviceExtension);
        int status = ended(extension);
        if (status == 0) {
            return false;
        }
        extension.counters.interrupted();
        extension.latch(status);
        extension.video.queueDpc(extension, DisplayMiniport::dpc, null);
        return true;
    }

    /** HwVidDpcRoutine. At DISPATCH_LEVEL. */
    private static void dpc(Object hwDeviceExtension, @Nullable Object context) {
        DisplayExtension extension = DisplayExtension.of(hwDeviceExtension);
        int[] status = new int[1];
        extension.video.synchronizeExecution(
                extension,
                VideoSynchronizePriority.VpHighPriority,
                shared -> {
                    status[0] = extension.takeLatched();
                    return true;
                },
                null);
        commandEnded(extension, status[0]);
    }

    /** HwVidTimer: does what ISR and DPC would. At DISPATCH_LEVEL. */
    private static void timer(Object hwDeviceExtension) {
        DisplayExtension extension = DisplayExtension.of(hwDeviceExtension);
        extension.counters.polled();
        commandEnded(extension, ended(extension));
    }

    /** How a command has ended, if one has, and dismisses that. */
    private static int ended(DisplayExtension extension) {
        DmaEngine engine = extension.hardware().engine();
        int status = engine == null ? 0 : engine.registers().status();
        int ended = status & EngineRegisters.ENDED;
        if (engine != null && ended != 0) {
            engine.registers().dismiss(ended);
        }
        return ended;
    }

    private static void commandEnded(DisplayExtension extension, int status) {
        RectangleTransfer transfer = extension.transfer;
        if (transfer != null) {
            transfer.commandEnded(status);
        }
    }

    /** HwVidResetHw. Any IRQL. The text mode is left to the caller. */
    private static boolean resetHw(Object hwDeviceExtension, int columns, int rows) {
        Quiescence.stop(DisplayExtension.of(hwDeviceExtension));
        return false;
    }
}

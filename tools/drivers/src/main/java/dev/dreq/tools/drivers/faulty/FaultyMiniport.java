package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.video.HwVidInterrupt;
import dev.dreq.hal.video.VideoHwInitializationData;
import dev.dreq.hal.video.VpStatus;

/** The entry points of the video miniport. */
final class FaultyMiniport implements DriverEntry {
    private final Fault fault;

    FaultyMiniport(Fault fault) {
        this.fault = fault;
    }

    @Override
    public NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        HwVidInterrupt interrupt = extension -> MiniportTransfer.of(extension).interrupt();
        return kernel.videoPort()
                .initialize(
                        driver,
                        null,
                        VideoHwInitializationData.zeroed()
                                .hwInitDataSize(VideoHwInitializationData.SIZE)
                                .hwDeviceExtension(() -> new MiniportTransfer(kernel, fault))
                                .hwFindAdapter(
                                        (extension, context, argument, configInfo, again) -> {
                                            again.set(0);
                                            return MiniportTransfer.of(extension).findAdapter();
                                        })
                                .hwInitialize(extension -> true)
                                .hwInterrupt(interrupt)
                                .hwStartIo(
                                        (extension, packet) ->
                                                MiniportTransfer.of(extension).startIo(packet))
                                .hwGetPowerState((extension, id, state) -> VpStatus.NO_ERROR)
                                .hwSetPowerState((extension, id, state) -> VpStatus.NO_ERROR)
                                .hwGetVideoChildDescriptor(
                                        (extension, info, type, descriptor, id, unused) ->
                                                VpStatus.ERROR_NO_MORE_DEVICES)
                                .build(),
                        null);
    }
}

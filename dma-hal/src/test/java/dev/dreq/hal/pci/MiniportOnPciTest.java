package dev.dreq.hal.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.video.VideoAccessRange;
import dev.dreq.hal.video.VideoHwInitializationData;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VideoPortConfigInfo;
import dev.dreq.hal.video.VpStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A video miniport on a PCI function: found, started, interrupted, removed. */
@Timeout(10)
class MiniportOnPciTest {
    private final FakeFunction display = FakeFunction.display();
    private final ScriptedBus bus = FakePci.pc().put(3, 0, display).on(ScriptedBus.pc());
    private final List<String> seen = new ArrayList<>();
    private @Nullable Kernel kernel;
    private @Nullable VideoPortConfigInfo config;

    /** Boots, loads the miniport for the function, and starts it. */
    private DriverObject start() {
        Kernel booted = new Kernel(bus, KernelOptions.defaults());
        kernel = booted;
        DriverObject driver = booted.io().loadDriver("Display", this::driverEntry);
        DeviceObject pdo = booted.pci().enumerate().get(2).physicalDevice();
        booted.io().addDevice(driver, pdo);
        assertEquals(NtStatus.STATUS_SUCCESS, booted.io().startDevice(pdo));
        return driver;
    }

    private NtStatus driverEntry(Kernel linked, DriverObject driver) {
        VideoPort video = linked.videoPort();
        return video.initialize(
                driver,
                null,
                VideoHwInitializationData.zeroed()
                        .hwInitDataSize(VideoHwInitializationData.SIZE)
                        .hwDeviceExtension(Object::new)
                        .hwFindAdapter((ext, context, args, info, again) -> find(video, ext, info))
                        .hwInitialize(ext -> true)
                        .hwInterrupt(
                                ext -> {
                                    seen.add(Irql.name(linked.ke().getCurrentIrql()));
                                    bus.lower(10);
                                    return true;
                                })
                        .hwStartIo((ext, vrp) -> true)
                        .hwSetPowerState((ext, id, state) -> VpStatus.NO_ERROR)
                        .hwGetPowerState((ext, id, state) -> VpStatus.NO_ERROR)
                        .hwGetVideoChildDescriptor(
                                (ext, info, type, descriptor, uId, unused) ->
                                        VpStatus.ERROR_NO_MORE_DEVICES)
                        .build(),
                null);
    }

    private VpStatus find(VideoPort video, Object ext, VideoPortConfigInfo info) {
        config = info;
        byte[] ids = new byte[4];
        assertEquals(4, video.getBusData(ext, ids, 0, 4));
        assertArrayEquals(new byte[] {0x34, 0x12, 0x11, 0x11}, ids);
        assertEquals(6, display.get(4, 2) & 7, "the bus has turned decoding and mastering on");
        VideoAccessRange[] ranges = new VideoAccessRange[2];
        assertEquals(VpStatus.NO_ERROR, video.getAccessRanges(ext, ranges));
        assertEquals(VideoAccessRange.memory(0xE000_0000L, 16 << 20), ranges[0]);
        assertEquals(VideoAccessRange.memory(0xE100_0000L, 4096), ranges[1]);
        return VpStatus.NO_ERROR;
    }

    private void interruptPoint() {
        kernel.run(
                "test",
                () -> {
                    kernel.ke().interruptPoint();
                    return "";
                });
    }

    @Test
    void itsLineIsConnected() {
        DriverObject driver = start();
        assertEquals(10, config.busInterruptLevel());
        assertEquals(InterruptMode.LevelSensitive, config.interruptMode());
        assertTrue(config.interruptShareable());
        bus.raise(10);
        interruptPoint();
        assertEquals(List.of(Irql.name(Irql.ofInput(10, bus.interruptInputs()))), seen);
        kernel.io().unloadDriver(driver);
        assertFalse(bus.listenedTo(10));
        assertEquals(0, display.get(4, 2) & 7);
    }

    @Test
    void itsMessageIsConnectedWhereItHasOne() {
        display.msi(0);
        DriverObject driver = start();
        int vector =
                kernel.pci()
                        .enumerate()
                        .get(2)
                        .resources()
                        .first(CmResource.MessageInterrupt.class)
                        .orElseThrow()
                        .vector();
        assertEquals(vector, config.busInterruptVector());
        assertEquals(InterruptMode.Latched, config.interruptMode());
        bus.message(vector);
        interruptPoint();
        assertEquals(1, seen.size());
        kernel.io().unloadDriver(driver);
        bus.message(vector);
        interruptPoint();
        assertEquals(1, seen.size(), "not any more");
    }
}

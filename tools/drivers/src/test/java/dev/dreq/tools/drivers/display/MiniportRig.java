package dev.dreq.tools.drivers.display;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.hal.video.VpStatus;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mockito.invocation.InvocationOnMock;

/** A kernel on a {@link FakeDisplayPc} with the miniport loaded, whose calls are noted. */
final class MiniportRig implements AutoCloseable {
    private static final Set<String> NOTED =
            Set.of(
                    "getDmaAdapter",
                    "lockBuffer",
                    "startDma",
                    "queueDpc",
                    "completeDma",
                    "unlockBuffer",
                    "startTimer",
                    "stopTimer");

    final FakeDisplayPc pc;
    final Kernel kernel;
    final List<String> calls = new ArrayList<>();
    final DriverObject driver;
    private final DeviceObject physical;

    /** The call of VideoPortStartDma that fails, counting from 1; 0 for none. */
    int failingStartDma;

    private int startDmaCalls;

    MiniportRig(FakeDisplayPc pc, int mapRegisters, Map<String, String> settings) {
        this.pc = pc;
        this.kernel =
                new Kernel(
                        pc,
                        KernelOptions.defaults()
                                .withVerifier(VerifierMode.STOP)
                                .withDmaMapRegisterLimit(mapRegisters));
        pc.onControl =
                value -> {
                    if ((value & 1) != 0) {
                        note("START");
                    } else if ((value & 2) != 0) {
                        note("ABORT");
                    }
                };
        VideoPort port =
                mock(
                        VideoPort.class,
                        withSettings()
                                .spiedInstance(kernel.videoPort())
                                .defaultAnswer(this::noted));
        Kernel linked =
                mock(
                        Kernel.class,
                        withSettings()
                                .spiedInstance(kernel)
                                .defaultAnswer(
                                        call ->
                                                call.getMethod().getName().equals("videoPort")
                                                        ? port
                                                        : call.callRealMethod()));
        var type = StockDrivers.named("display-miniport");
        var entry = type.create(Settings.parse(type.settings(), settings));
        driver =
                kernel.io()
                        .loadDriver(
                                type.name(),
                                (unlinked, object) -> entry.driverEntry(linked, object));
        physical = kernel.io().addDevice(driver, RESOURCES);
    }

    private static final CmResourceList RESOURCES =
            new CmResourceList(
                    InterfaceType.PCIBus,
                    List.of(
                            new CmResource.Memory(FakeDisplayPc.VIDEO_MEMORY, 1 << 20),
                            new CmResource.Memory(
                                    FakeDisplayPc.REGISTERS, FakeDisplayPc.REGISTER_BYTES),
                            new CmResource.Interrupt(
                                    FakeDisplayPc.IRQ, InterruptMode.LevelSensitive, true)));

    private Object noted(InvocationOnMock call) throws Throwable {
        String name = call.getMethod().getName();
        if (NOTED.contains(name)) {
            note(name);
        }
        if (name.equals("startDma") && ++startDmaCalls == failingStartDma) {
            return VpStatus.ERROR_NOT_ENOUGH_MEMORY;
        }
        return call.callRealMethod();
    }

    private void note(String what) {
        calls.add(what + " at " + Irql.name(kernel.ke().getCurrentIrql()));
    }

    NtStatus start() {
        NtStatus status = kernel.io().startDevice(physical);
        return status.isSuccess() ? kernel.io().create(driver.deviceObject()).status() : status;
    }

    /** Starts the device, and shows a mode. */
    MiniportRig showing(int width, int height, int bitsPerPixel) {
        require(start());
        require(
                control(
                                DisplayControlCode.IOCTL_DISPLAY_SET_MODE,
                                new DisplayMode(width, height, bitsPerPixel).encode(),
                                0)
                        .status());
        return this;
    }

    private static void require(NtStatus status) {
        if (!status.isSuccess()) {
            throw new AssertionError(status);
        }
    }

    NtStatus write(RectangleRequest request) {
        return control(DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE, request.encode(), 0)
                .status();
    }

    NtStatus read(RectangleRequest request) {
        return control(DisplayControlCode.IOCTL_DISPLAY_READ_RECTANGLE, request.encode(), 0)
                .status();
    }

    DisplayStatistics statistics() {
        long output = buffer(DisplayStatistics.SIZE, 0);
        require(
                kernel.io()
                        .deviceControl(
                                driver.deviceObject(),
                                DisplayControlCode.IOCTL_DISPLAY_GET_STATISTICS,
                                0,
                                0,
                                output,
                                DisplayStatistics.SIZE)
                        .status());
        return DisplayStatistics.decode(bytes(output, DisplayStatistics.SIZE));
    }

    IoStatusBlock control(int code, byte[] input, int inputLeftOut) {
        long va = buffer(input.length, 0);
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io()
                .deviceControl(driver.deviceObject(), code, va, input.length - inputLeftOut, 0, 0);
    }

    /** A user buffer at an offset in its page, in pages that are scattered. */
    long buffer(int length, int offset) {
        return kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
    }

    long buffer(byte[] content, int offset) {
        long va = buffer(content.length, offset);
        kernel.mm().write(va, content, 0, content.length);
        return va;
    }

    byte[] bytes(long va, int length) {
        byte[] bytes = new byte[length];
        kernel.mm().read(va, bytes, 0, length);
        return bytes;
    }

    @Override
    public void close() {
        kernel.io().unloadDriver(driver);
        kernel.close();
    }
}

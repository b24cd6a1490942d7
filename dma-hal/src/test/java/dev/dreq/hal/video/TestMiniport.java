package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A miniport of one device, each of whose entry points a test may replace. It is its own device
 * extension, and notes what it is called with, and at which IRQL.
 */
final class TestMiniport implements AutoCloseable {
    static final int IRQ = 11;
    static final long REGISTERS = 0xFEBF_0000L;
    static final int REGISTER_BYTES = 0x1000;
    static final int PORTS = 0x1CE;
    static final int IOCTL = 0x23_0400;

    final ScriptedBus bus;
    final Kernel kernel;
    final List<String> seen = new ArrayList<>();
    VideoPort video;
    VpDeviceDescription description = new VpDeviceDescription(true, true, false, 0x8000);
    HwVidFindAdapter findAdapter = (ext, context, args, config, again) -> getAdapter();
    HwVidInitialize initialize = ext -> true;
    @Nullable HwVidInterrupt interrupt = ext -> false;
    HwVidStartIo startIo =
            (ext, vrp) -> {
                vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                return true;
            };
    boolean startDmaCalled;
    Kevent event;
    Runnable resetBody = () -> {};
    @Nullable HwVidTimer timer;
    HwVidGetVideoChildDescriptor children =
            (ext, info, type, descriptor, uId, unused) -> VpStatus.ERROR_NO_MORE_DEVICES;
    @Nullable VpDmaAdapter adapter;
    DriverObject driver;
    DeviceObject device;

    TestMiniport() {
        this(ScriptedBus.pc(), KernelOptions.defaults());
    }

    TestMiniport(ScriptedBus bus, KernelOptions options) {
        this.bus = bus;
        this.kernel = new Kernel(bus, options);
        this.video = kernel.videoPort();
    }

    /** Loads the miniport, starts its device and opens it. */
    TestMiniport start() {
        load();
        kernel.io().create(device);
        return this;
    }

    TestMiniport load() {
        driver =
                kernel.io()
                        .loadDriver(
                                "Test",
                                (linked, object) ->
                                        video.initialize(object, null, data(), "context"),
                                resources());
        device = driver.deviceObject();
        return this;
    }

    static CmResourceList resources() {
        return new CmResourceList(
                InterfaceType.PCIBus,
                List.of(
                        new CmResource.Memory(REGISTERS, REGISTER_BYTES),
                        new CmResource.Port(PORTS, 2),
                        new CmResource.Interrupt(IRQ, InterruptMode.LevelSensitive, true)));
    }

    VideoHwInitializationData data() {
        return builder().build();
    }

    VideoHwInitializationData.Builder builder() {
        return VideoHwInitializationData.zeroed()
                .hwInitDataSize(VideoHwInitializationData.SIZE)
                .hwDeviceExtension(() -> this)
                .hwFindAdapter(findAdapter)
                .hwInitialize(initialize)
                .hwInterrupt(interrupt == null ? null : ext -> interrupt.interrupt(ext))
                .hwStartIo(startIo)
                .hwResetHw(
                        (ext, columns, rows) -> {
                            resetBody.run();
                            return true;
                        })
                .hwStartDma(
                        ext -> {
                            startDmaCalled = true;
                            return HwDmaReturn.DmaSyncReturn;
                        })
                .hwTimer(timer)
                .hwSetPowerState(
                        (ext, id, state) -> {
                            note("set " + state);
                            return VpStatus.NO_ERROR;
                        })
                .hwGetPowerState(
                        (ext, id, state) ->
                                state == VideoPowerState.VideoPowerHibernate
                                        ? VpStatus.ERROR_INVALID_PARAMETER
                                        : VpStatus.NO_ERROR)
                .hwGetVideoChildDescriptor(children);
    }

    VpStatus getAdapter() {
        adapter = video.getDmaAdapter(this, description);
        return adapter == null ? VpStatus.ERROR_DEV_NOT_EXIST : VpStatus.NO_ERROR;
    }

    void note(String what) {
        seen.add(what + " at " + Irql.name(kernel.ke().getCurrentIrql()));
    }

    Pulong ulong(int value) {
        return kernel.mm().newUlong(value);
    }

    long buffer(int offset, int length) {
        return kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
    }

    /** One request of the display driver, without buffers. */
    IoStatusBlock request() {
        return kernel.io().deviceControl(device, IOCTL, 0, 0, 0, 0);
    }

    /** What is done in the miniport's HwVidInterrupt, whose line rises now. */
    void inInterrupt(Runnable body) {
        HwVidInterrupt usual = interrupt;
        interrupt =
                ext -> {
                    bus.lower(IRQ);
                    body.run();
                    return true;
                };
        bus.raise(IRQ);
        kernel.ke().interruptPoint();
        interrupt = usual;
    }

    void at(int irql, Runnable body) {
        kernel.run(
                "test",
                () -> {
                    int old = kernel.ke().raiseIrql(irql);
                    body.run();
                    kernel.ke().lowerIrql(old);
                    return "";
                });
    }

    static BugCheck stop(Runnable body) {
        return assertThrows(BugCheck.class, body::run);
    }

    @Override
    public void close() {
        kernel.close();
    }
}

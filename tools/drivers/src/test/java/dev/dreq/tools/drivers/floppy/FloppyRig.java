package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import java.util.Map;
import java.util.SplittableRandom;

/** A kernel on a {@link FakePc} with the floppy driver loaded. */
final class FloppyRig implements AutoCloseable {
    static final CmResourceList RESOURCES =
            CmResourceList.isa(
                    new CmResource.Port(FakePc.BASE, 6),
                    new CmResource.Port(FakePc.BASE + 7, 1),
                    new CmResource.Interrupt(FakePc.IRQ, InterruptMode.Latched, false),
                    new CmResource.Dma(FakePc.CHANNEL));

    final FakePc pc;
    final Kernel kernel;
    final DriverObject driver;
    final DeviceObject device;

    FloppyRig(FakePc pc, int mapRegisters, Map<String, String> settings) {
        this(pc, mapRegisters, settings, RESOURCES);
    }

    FloppyRig(FakePc pc, int mapRegisters, Map<String, String> settings, CmResourceList resources) {
        this.pc = pc;
        this.kernel =
                new Kernel(
                        pc,
                        KernelOptions.defaults()
                                .withVerifier(VerifierMode.STOP)
                                .withDmaMapRegisterLimit(mapRegisters));
        this.driver = kernel.io().loadDriver("floppy", entry(settings));
        this.device = kernel.io().addDevice(driver, resources);
    }

    static DriverEntry entry(Map<String, String> settings) {
        var type = StockDrivers.named("floppy");
        return type.create(Settings.parse(type.settings(), settings));
    }

    static byte[] randomImage(Geometry geometry, long seed) {
        byte[] image = new byte[(int) geometry.bytes()];
        new SplittableRandom(seed).nextBytes(image);
        return image;
    }

    NtStatus start() {
        return kernel.io().startDevice(device);
    }

    /** A user buffer at an offset in its page, in pages that are scattered. */
    long buffer(int length, int offset) {
        return kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
    }

    IoStatusBlock control(int code, byte[] output) {
        long va = output.length == 0 ? 0 : buffer(output.length, 0);
        IoStatusBlock result = kernel.io().deviceControl(device, code, 0, 0, va, output.length);
        if (result.status().isSuccess() && output.length > 0) {
            kernel.mm().read(va, output, 0, output.length);
        }
        return result;
    }

    DiskGeometry geometry() {
        byte[] structure = new byte[DiskGeometry.SIZE];
        IoStatusBlock result = control(FloppyControlCode.IOCTL_DISK_GET_DRIVE_GEOMETRY, structure);
        if (!result.status().isSuccess()) {
            throw new AssertionError(result.status());
        }
        return DiskGeometry.decode(structure);
    }

    FloppyStatistics statistics() {
        byte[] structure = new byte[FloppyStatistics.SIZE];
        control(FloppyControlCode.IOCTL_FLOPPY_GET_STATISTICS, structure);
        return FloppyStatistics.decode(structure);
    }

    IoStatusBlock read(long va, int length, long byteOffset) {
        return kernel.io().read(device, va, length, byteOffset);
    }

    IoStatusBlock write(long va, int length, long byteOffset) {
        return kernel.io().write(device, va, length, byteOffset);
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

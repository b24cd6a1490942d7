package dev.dreq.tools.testkit.picture;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.display.DisplayControlCode;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.DisplayStatistics;
import dev.dreq.tools.drivers.display.RectangleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine with a display adapter, a kernel that runs on it, and the video miniport, started. */
final class MiniportPc implements AutoCloseable {
    private static final String DISPLAY = "PCI\\VEN_1234&DEV_1111";

    final Machine machine;
    final Kernel kernel;
    private final DriverObject driver;
    private final DeviceObject device;
    private final long videoMemory;

    MiniportPc(
            long memory,
            KernelOptions options,
            Map<String, String> adapter,
            Map<String, String> miniport) {
        machine =
                Machine.builder()
                        .memory(memory)
                        .pci(true)
                        .catalog(PluginCatalog.ofClassPath())
                        .device("display", adapter)
                        .build();
        kernel = new Kernel(machine.cpu(), options);
        PciDevice function =
                kernel.pci().enumerate().stream()
                        .filter(found -> found.matches(DISPLAY))
                        .findFirst()
                        .orElseThrow();
        var type = StockDrivers.named("display-miniport");
        driver =
                kernel.io()
                        .loadDriver(
                                type.name(),
                                type.create(Settings.parse(type.settings(), miniport)));
        kernel.io().addDevice(driver, function.physicalDevice());
        require(kernel.io().startDevice(function.physicalDevice()));
        device = driver.deviceObject();
        require(kernel.io().create(device).status());
        videoMemory = function.resources().all(CmResource.Memory.class).get(0).start();
    }

    private static void require(NtStatus status) {
        if (!status.isSuccess()) {
            throw new AssertionError(status);
        }
    }

    void setMode(int width, int height, int bitsPerPixel) {
        require(
                control(
                        DisplayControlCode.IOCTL_DISPLAY_SET_MODE,
                        new DisplayMode(width, height, bitsPerPixel).encode()));
    }

    NtStatus move(boolean toScreen, RectangleRequest request) {
        return control(
                toScreen
                        ? DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE
                        : DisplayControlCode.IOCTL_DISPLAY_READ_RECTANGLE,
                request.encode());
    }

    NtStatus control(int code, byte[] input) {
        long va = buffer(input.length, 0);
        kernel.mm().write(va, input, 0, input.length);
        NtStatus status = kernel.io().deviceControl(device, code, va, input.length, 0, 0).status();
        kernel.mm().freeVirtualMemory(va);
        return status;
    }

    DisplayStatistics statistics() {
        long va = buffer(DisplayStatistics.SIZE, 0);
        require(
                kernel.io()
                        .deviceControl(
                                device,
                                DisplayControlCode.IOCTL_DISPLAY_GET_STATISTICS,
                                0,
                                0,
                                va,
                                DisplayStatistics.SIZE)
                        .status());
        byte[] structure = bytes(va, DisplayStatistics.SIZE);
        kernel.mm().freeVirtualMemory(va);
        return DisplayStatistics.decode(structure);
    }

    /** A user buffer at an offset in its page, in pages that are scattered. */
    long buffer(int length, int offset) {
        return kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
    }

    byte[] bytes(long va, int length) {
        byte[] bytes = new byte[length];
        kernel.mm().read(va, bytes, 0, length);
        return bytes;
    }

    byte[] videoMemory(int length) {
        byte[] bytes = new byte[length];
        machine.bus().read(videoMemory, bytes, 0, length);
        return bytes;
    }

    void fillVideoMemory(byte[] bytes) {
        machine.bus().write(videoMemory, bytes, 0, bytes.length);
    }

    /** Unloads the driver, and says what is left behind: empty when all is well. */
    List<String> unload() {
        kernel.io().unloadDriver(driver);
        List<String> left = new ArrayList<>(kernel.ke().reports());
        for (DeviceNode node : machine.devices()) {
            node.fault().ifPresent(fault -> left.add(node.name() + " is faulted: " + fault));
            if (node.guestErrors() != 0) {
                left.add("%s counts %d guest errors".formatted(node.name(), node.guestErrors()));
            }
        }
        if (kernel.io().allocatedMdls() != 0) {
            left.add(kernel.io().allocatedMdls() + " MDLs");
        }
        if (kernel.mm().lockedPageFrames() != 0) {
            left.add(kernel.mm().lockedPageFrames() + " locked pages");
        }
        return left;
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}

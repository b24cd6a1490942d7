package dev.dreq.tools.testkit.display;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.busmaster.BusMasterControlCode;
import dev.dreq.tools.drivers.busmaster.BusMasterStatistics;
import dev.dreq.tools.drivers.busmaster.ScreenMode;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine with a display adapter, a kernel on it, and the bus-master driver, loaded. */
final class DisplayPc implements AutoCloseable {
    private final Machine machine;
    private final Kernel kernel;
    private final DriverObject driver;
    private final DeviceObject device;
    private final int lockedPageFrames;

    DisplayPc(
            PluginCatalog catalog,
            long memory,
            boolean coherent,
            Map<String, String> display,
            KernelOptions options,
            Map<String, String> settings) {
        machine =
                Machine.builder()
                        .memory(memory)
                        .coherent(coherent)
                        .catalog(catalog)
                        .device("display", display)
                        .build();
        kernel = new Kernel(machine.cpu(), options.withVerifier(VerifierMode.STOP));
        var type = StockDrivers.named("busmaster");
        driver =
                kernel.io()
                        .loadDriver(
                                "busmaster",
                                type.create(Settings.parse(type.settings(), settings)));
        PciDevice adapter =
                kernel.pci().enumerate().stream()
                        .filter(found -> found.matches("PCI\\VEN_1234&DEV_1111"))
                        .findFirst()
                        .orElseThrow();
        device = adapter.physicalDevice();
        kernel.io().addDevice(driver, device);
        lockedPageFrames = kernel.mm().lockedPageFrames();
    }

    Kernel kernel() {
        return kernel;
    }

    NtStatus start() {
        return kernel.io().startDevice(device);
    }

    NtStatus stop() {
        return kernel.io().stopDevice(device);
    }

    ScanOut.Picture picture() {
        return machine.ability("display0", ScanOut.class).orElseThrow().picture();
    }

    private IoStatusBlock control(int code, byte[] input, long outputVa, int outputLength) {
        long va = 0;
        if (input.length > 0) {
            va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
            kernel.mm().write(va, input, 0, input.length);
        }
        IoStatusBlock result =
                kernel.io().deviceControl(device, code, va, input.length, outputVa, outputLength);
        if (input.length > 0) {
            kernel.mm().freeVirtualMemory(va);
        }
        return result;
    }

    NtStatus setMode(int width, int height, int bitsPerPixel) {
        byte[] mode = new ScreenMode(width, height, bitsPerPixel).encode();
        return control(BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE, mode, 0, 0).status();
    }

    /** Writes a rectangle from a user buffer at an offset in its page. */
    IoStatusBlock write(ScreenRectangle rectangle, byte[] pixels, int offset) {
        long va =
                kernel.mm()
                        .allocateVirtualMemory(
                                pixels.length, Placement.scattered().atOffset(offset));
        kernel.mm().write(va, pixels, 0, pixels.length);
        IoStatusBlock result =
                control(
                        BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE,
                        rectangle.encode(),
                        va,
                        pixels.length);
        kernel.mm().freeVirtualMemory(va);
        return result;
    }

    /**
     * Reads a rectangle into a user buffer at an offset in its page, and that into {@code pixels}.
     */
    IoStatusBlock read(ScreenRectangle rectangle, byte[] pixels, int offset) {
        long va =
                kernel.mm()
                        .allocateVirtualMemory(
                                pixels.length, Placement.scattered().atOffset(offset));
        IoStatusBlock result =
                control(
                        BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE,
                        rectangle.encode(),
                        va,
                        pixels.length);
        kernel.mm().read(va, pixels, 0, pixels.length);
        kernel.mm().freeVirtualMemory(va);
        return result;
    }

    BusMasterStatistics statistics() {
        byte[] structure = new byte[BusMasterStatistics.SIZE];
        long va = kernel.mm().allocateVirtualMemory(structure.length, Placement.scattered());
        control(
                BusMasterControlCode.IOCTL_BUSMASTER_GET_STATISTICS,
                new byte[0],
                va,
                structure.length);
        kernel.mm().read(va, structure, 0, structure.length);
        kernel.mm().freeVirtualMemory(va);
        return BusMasterStatistics.decode(structure);
    }

    /**
     * Stops the device and unloads the driver, and says what it or the hardware has left behind
     * besides page frames: empty when all is well.
     */
    List<String> unload() {
        kernel.io().stopDevice(device);
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
        if (kernel.mm().lockedPageFrames() != lockedPageFrames) {
            left.add(kernel.mm().lockedPageFrames() + " locked pages");
        }
        kernel.io().unloadDriver(driver);
        return left;
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}

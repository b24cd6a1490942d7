package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.drivers.busmaster.BusMasterControlCode;
import dev.dreq.tools.drivers.busmaster.ScreenMode;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;
import dev.dreq.tools.drivers.display.DisplayControlCode;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.RectangleRequest;
import java.util.Map;

/** A rectangle of whole lines to or from the screen, by the bus-master driver or the miniport. */
final class DisplaySubject extends Subject {
    private static final int WIDTH = 1024;
    private static final int LINES = 12;
    private static final int LENGTH = 4 * WIDTH * LINES;
    private static final int INPUT = 64;

    private final boolean miniport;
    private final boolean write;
    private final PciDevice adapter;
    private final long buffer;
    private final long input;
    private byte[] pixels = new byte[LENGTH];

    private DisplaySubject(
            boolean miniport,
            boolean write,
            Map<String, String> hardware,
            KernelOptions options,
            Map<String, String> settings) {
        super(
                Machine.builder()
                        .memory(32 << 20)
                        .catalog(PluginCatalog.ofClassPath())
                        .device("display", hardware)
                        .build(),
                options,
                miniport ? "display-miniport" : "busmaster",
                settings);
        this.miniport = miniport;
        this.write = write;
        this.adapter =
                kernel.pci().enumerate().stream()
                        .filter(found -> found.matches("PCI\\VEN_1234&DEV_1111"))
                        .findFirst()
                        .orElseThrow();
        add();
        this.buffer = buffer(LENGTH, 0);
        this.input = buffer(INPUT, 0);
    }

    @Override
    void add() {
        kernel.io().addDevice(driver, device());
    }

    /** A miniport has no way to stop. */
    @Override
    void restart() {
        if (!miniport) {
            super.restart();
        }
    }

    /** By the bus-master driver, several operations on a few registers each. */
    static DisplaySubject busMaster(
            boolean write, Map<String, String> hardware, int limit, Map<String, String> settings) {
        return new DisplaySubject(
                false,
                write,
                hardware,
                KernelOptions.defaults()
                        .withVerifier(VerifierMode.STOP)
                        .withDmaMapRegisterLimit(limit),
                settings);
    }

    /** As above, where all bus masters share so many map registers. */
    static DisplaySubject onSharedRegisters(int registers, Map<String, String> settings) {
        return new DisplaySubject(
                false,
                false,
                Map.of("dma64", "off"),
                KernelOptions.defaults()
                        .withVerifier(VerifierMode.STOP)
                        .withDmaMapRegisterLimit(registers)
                        .withDmaMapRegisterPool(registers),
                settings);
    }

    /** By the miniport, in several pieces. */
    static DisplaySubject miniport(
            boolean write, Map<String, String> hardware, int limit, Map<String, String> settings) {
        return new DisplaySubject(
                true,
                write,
                hardware,
                KernelOptions.defaults()
                        .withVerifier(VerifierMode.STOP)
                        .withDmaMapRegisterLimit(limit),
                settings);
    }

    @Override
    DeviceObject device() {
        return adapter.physicalDevice();
    }

    @Override
    DeviceNode node() {
        return machine.device("display0").orElseThrow();
    }

    @Override
    void prepare() {
        if (miniport) {
            assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().create(device()).status());
        }
        byte[] mode =
                miniport
                        ? new DisplayMode(WIDTH, 64, 32).encode()
                        : new ScreenMode(WIDTH, 64, 32).encode();
        long va = kernel.mm().allocateVirtualMemory(mode.length, Placement.scattered());
        kernel.mm().write(va, mode, 0, mode.length);
        int code =
                miniport
                        ? DisplayControlCode.IOCTL_DISPLAY_SET_MODE
                        : BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE;
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                kernel.io().deviceControl(device(), code, va, mode.length, 0, 0).status());
        kernel.mm().freeVirtualMemory(va);
    }

    @Override
    void forget() {
        pixels = random(LENGTH, machine.now());
        if (write) {
            kernel.mm().write(buffer, pixels, 0, LENGTH);
        } else {
            machine.bus().write(videoMemory(), pixels, 0, LENGTH);
            kernel.mm().fill(buffer, LENGTH, 0);
        }
    }

    private long videoMemory() {
        return adapter.resources().all(CmResource.Memory.class).get(0).start();
    }

    @Override
    Irp build(Kevent event, IoStatusBlock result) {
        byte[] asked =
                miniport
                        ? new RectangleRequest(buffer, 0, 0, WIDTH, LINES).encode()
                        : new ScreenRectangle(0, 0, WIDTH, LINES).encode();
        kernel.mm().write(input, asked, 0, asked.length);
        return kernel.io()
                .buildDeviceIoControlRequest(
                        code(),
                        kernel.io().getAttachedDevice(device()),
                        input,
                        asked.length,
                        miniport ? 0 : buffer,
                        miniport ? 0 : LENGTH,
                        event,
                        result);
    }

    private int code() {
        if (miniport) {
            return write
                    ? DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE
                    : DisplayControlCode.IOCTL_DISPLAY_READ_RECTANGLE;
        }
        return write
                ? BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE
                : BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE;
    }

    @Override
    void assertMoved() {
        byte[] moved = new byte[LENGTH];
        if (write) {
            machine.bus().read(videoMemory(), moved, 0, LENGTH);
        } else {
            moved = bytes(buffer, LENGTH);
        }
        assertArrayEquals(pixels, moved);
    }
}

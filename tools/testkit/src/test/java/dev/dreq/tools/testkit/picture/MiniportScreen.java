package dev.dreq.tools.testkit.picture;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.display.DisplayControlCode;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.DisplayStatistics;
import dev.dreq.tools.drivers.display.RectangleRequest;

/** An adapter of a {@link MiniportPc}, as a display driver sees it, and its memory. */
final class MiniportScreen {
    private final MiniportPc pc;
    private final DeviceObject device;
    private final long videoMemory;

    MiniportScreen(MiniportPc pc, DeviceObject device, long videoMemory) {
        this.pc = pc;
        this.device = device;
        this.videoMemory = videoMemory;
    }

    void setMode(int width, int height, int bitsPerPixel) {
        MiniportPc.require(
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
        long va = pc.buffer(input.length, 0);
        pc.kernel.mm().write(va, input, 0, input.length);
        NtStatus status =
                pc.kernel.io().deviceControl(device, code, va, input.length, 0, 0).status();
        pc.kernel.mm().freeVirtualMemory(va);
        return status;
    }

    DisplayStatistics statistics() {
        long va = pc.buffer(DisplayStatistics.SIZE, 0);
        MiniportPc.require(
                pc.kernel
                        .io()
                        .deviceControl(
                                device,
                                DisplayControlCode.IOCTL_DISPLAY_GET_STATISTICS,
                                0,
                                0,
                                va,
                                DisplayStatistics.SIZE)
                        .status());
        byte[] structure = pc.bytes(va, DisplayStatistics.SIZE);
        pc.kernel.mm().freeVirtualMemory(va);
        return DisplayStatistics.decode(structure);
    }

    byte[] videoMemory(int length) {
        byte[] bytes = new byte[length];
        pc.machine.bus().read(videoMemory, bytes, 0, length);
        return bytes;
    }

    void fillVideoMemory(byte[] bytes) {
        pc.machine.bus().write(videoMemory, bytes, 0, bytes.length);
    }
}

package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.StatusBlock;
import dev.dreq.hal.video.VideoRequestPacket;
import dev.dreq.hal.video.VpStatus;

/** HwVidStartIO: what a display driver asks for. */
final class DisplayRequests {
    private final DisplayExtension extension;
    private final VideoRequestPacket packet;

    private DisplayRequests(DisplayExtension extension, VideoRequestPacket packet) {
        this.extension = extension;
        this.packet = packet;
    }

    /** At PASSIVE_LEVEL. The packet is finished when this returns, true. */
    static boolean startIo(Object hwDeviceExtension, VideoRequestPacket packet) {
        DisplayRequests request =
                new DisplayRequests(DisplayExtension.of(hwDeviceExtension), packet);
        StatusBlock statusBlock = packet.statusBlock();
        statusBlock.setInformation(0);
        VpStatus status = request.serve();
        statusBlock.setStatus(
                status == VpStatus.NO_ERROR || request.adapterAnswers()
                        ? status
                        : VpStatus.ERROR_DEV_NOT_EXIST);
        return true;
    }

    /** Whatever failed, the reason may be that there is no adapter any more. */
    private boolean adapterAnswers() {
        return extension.hardware().dispi().present();
    }

    private VpStatus serve() {
        return switch (packet.ioControlCode()) {
            case DisplayControlCode.IOCTL_DISPLAY_SET_MODE -> setMode();
            case DisplayControlCode.IOCTL_DISPLAY_QUERY_MODE ->
                    answer(extension.hardware().dispi().mode().encode());
            case DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE -> move(true);
            case DisplayControlCode.IOCTL_DISPLAY_READ_RECTANGLE -> move(false);
            case DisplayControlCode.IOCTL_DISPLAY_GET_STATISTICS ->
                    answer(extension.counters.statistics(maximumLength()).encode());
            case DisplayControlCode.IOCTL_VIDEO_RESET_DEVICE -> resetDevice();
            default -> VpStatus.ERROR_INVALID_FUNCTION;
        };
    }

    private VpStatus setMode() {
        if (packet.inputBufferLength() < DisplayMode.SIZE) {
            return VpStatus.ERROR_INSUFFICIENT_BUFFER;
        }
        DisplayMode mode = DisplayMode.decode(input(DisplayMode.SIZE));
        DisplayHardware hardware = extension.hardware();
        if (!mode.fits(hardware.videoMemory())) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        hardware.dispi().set(mode);
        return adapterAnswers() ? VpStatus.NO_ERROR : VpStatus.ERROR_DEV_NOT_EXIST;
    }

    private VpStatus move(boolean toScreen) {
        return packet.inputBufferLength() < RectangleRequest.SIZE
                ? VpStatus.ERROR_INSUFFICIENT_BUFFER
                : new RectangleRequests(extension)
                        .move(RectangleRequest.decode(input(RectangleRequest.SIZE)), toScreen);
    }

    private VpStatus resetDevice() {
        Quiescence.stop(extension);
        return VpStatus.NO_ERROR;
    }

    private long maximumLength() {
        DmaEngine engine = extension.hardware().engine();
        return engine == null ? 0 : engine.capabilities().maxLength();
    }

    private byte[] input(int bytes) {
        byte[] structure = new byte[bytes];
        extension.kernel.mm().read(packet.inputBuffer(), structure, 0, bytes);
        return structure;
    }

    private VpStatus answer(byte[] structure) {
        if (packet.outputBufferLength() < structure.length) {
            return VpStatus.ERROR_INSUFFICIENT_BUFFER;
        }
        extension.kernel.mm().write(packet.outputBuffer(), structure, 0, structure.length);
        packet.statusBlock().setInformation(structure.length);
        return VpStatus.NO_ERROR;
    }
}

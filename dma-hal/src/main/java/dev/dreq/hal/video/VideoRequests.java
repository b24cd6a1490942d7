package dev.dreq.hal.video;

import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import java.util.function.Supplier;

/** What a display driver asks of a device, one after the other. */
final class VideoRequests {
    private final Ke ke;
    private final VideoChildren children;

    VideoRequests(Ke ke, VideoChildren children) {
        this.ke = ke;
        this.children = children;
    }

    /** IRP_MJ_CREATE: the first one calls HwVidInitialize. */
    NtStatus open(VideoDevice device) {
        return inTurn(
                device,
                () ->
                        switch (device.state()) {
                            case ADDED -> NtStatus.STATUS_DEVICE_NOT_READY;
                            case GONE, REMOVED -> NtStatus.STATUS_NO_SUCH_DEVICE;
                            case OPENED -> NtStatus.STATUS_SUCCESS;
                            case STARTED -> initialize(device);
                        });
    }

    private NtStatus initialize(VideoDevice device) {
        HwVidInitialize routine = device.miniport().hwInitialize();
        boolean usable = routine != null && routine.initialize(device.extension());
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "HwVidInitialize of " + device);
        if (!usable) {
            return NtStatus.STATUS_UNSUCCESSFUL;
        }
        device.setState(VideoDevice.State.OPENED);
        if (!device.miniport().allowEarlyEnumeration()) {
            children.enumerate(device);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /**
     * IRP_MJ_DEVICE_CONTROL: calls HwVidStartIO, unless the IRP was cancelled while it waited for
     * its turn. A VRP that the miniport has cannot be cancelled.
     */
    NtStatus startIo(VideoDevice device, RequestPacketFields packet, Irp irp) {
        return inTurn(
                device,
                () ->
                        irp.cancel()
                                ? NtStatus.STATUS_CANCELLED
                                : switch (device.state()) {
                                    case OPENED -> finish(device, packet);
                                    case ADDED, STARTED -> NtStatus.STATUS_DEVICE_NOT_READY;
                                    case GONE, REMOVED -> NtStatus.STATUS_NO_SUCH_DEVICE;
                                });
    }

    /** The device goes: no request reaches the miniport any more, and none is with it. */
    void end(VideoDevice device) {
        if (device.state() != VideoDevice.State.ADDED) {
            device.setState(VideoDevice.State.GONE);
        }
        ke.waitForSingleObject(device.turn());
        ke.setEvent(device.turn());
    }

    private NtStatus finish(VideoDevice device, RequestPacketFields packet) {
        HwVidStartIo routine = device.miniport().hwStartIo();
        boolean finished = routine != null && routine.startIo(device.extension(), packet);
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "HwVidStartIO of " + device);
        StatusBlock result = packet.statusBlock();
        if (!finished || result.status() == VpStatus.ERROR_IO_PENDING) {
            throw broken(
                    device,
                    packet,
                    "returned %s with %s; finish or fail the packet, then return TRUE"
                            .formatted(finished ? "TRUE" : "FALSE", result.status()));
        }
        if (result.information() < 0 || result.information() > packet.outputBufferLength()) {
            throw broken(
                    device,
                    packet,
                    "set Information to %d, but the output buffer has %d bytes; do not exceed it"
                            .formatted(result.information(), packet.outputBufferLength()));
        }
        return result.status().ntStatus();
    }

    private static BugCheck broken(VideoDevice device, RequestPacketFields packet, String words) {
        return new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                packet.address(),
                packet.ioControlCode(),
                0,
                0,
                "HwVidStartIO of %s for %s %s".formatted(device, packet, words));
    }

    private NtStatus inTurn(VideoDevice device, Supplier<NtStatus> body) {
        ke.waitForSingleObject(device.turn());
        boolean returned = false;
        try {
            NtStatus status = body.get();
            returned = true;
            return status;
        } finally {
            if (returned) {
                ke.setEvent(device.turn());
            } else {
                // Thrown out at whatever IRQL: nobody is woken, but the next request has its turn.
                device.turn().setSignalState(1);
            }
        }
    }
}

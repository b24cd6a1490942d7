package dev.dreq.hal.video;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The video adapters of a kernel. */
final class VideoDevices {
    private final List<VideoDevice> devices = new ArrayList<>();

    void add(VideoDevice device) {
        devices.add(device);
    }

    void remove(VideoDevice device) {
        devices.remove(device);
    }

    /** The device with this extension, or a bug check. */
    VideoDevice find(@Nullable Object hwDeviceExtension, String routine) {
        for (int i = 0; i < devices.size(); i++) {
            VideoDevice device = devices.get(i);
            if (device.extension() == hwDeviceExtension) {
                return device;
            }
        }
        throw new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                0,
                devices.size(),
                0,
                0,
                ("%s with a device extension that no video adapter has; pass the one that the"
                                + " miniport is called with")
                        .formatted(routine));
    }

    /** The adapter, which is one of this device's and was not put, or a bug check. */
    VideoDmaAdapter find(VideoDevice device, @Nullable VpDmaAdapter adapter, String routine) {
        if (adapter instanceof VideoDmaAdapter found && device.adapters().contains(found)) {
            return found;
        }
        throw Rule.ADAPTER_RELEASED.stop(
                adapter == null ? 0 : adapter.address(),
                0,
                0,
                ("%s with an adapter that is not one of %s; pass what VideoPortGetDmaAdapter"
                                        + " returned, until")
                                .formatted(routine, device)
                        + " VideoPortPutDmaAdapter");
    }

    /** Whether another device has claimed the range. */
    boolean collides(VideoDevice device, VideoAccessRange range) {
        for (VideoDevice other : devices) {
            if (other != device && other.ranges().collides(range)) {
                return true;
            }
        }
        return false;
    }
}

package dev.dreq.machine.time;

import dev.dreq.machine.io.Enclosure;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Virtual time as one device sees it, and that device's timers. */
public final class DeviceClock implements Clock {

    private final Enclosure device;
    private final Sequencer sequencer;
    private final Map<String, DeviceTimer> timers = new LinkedHashMap<>();

    public DeviceClock(Enclosure device, Sequencer sequencer) {
        this.device = device;
        this.sequencer = sequencer;
    }

    @Override
    public long now() {
        return sequencer.now();
    }

    @Override
    public Timer timer(String name, Runnable action) {
        DeviceTimer timer =
                new DeviceTimer(
                        "timer/%s/%s".formatted(device.name(), name), device, sequencer, action);
        if (timers.putIfAbsent(name, timer) != null) {
            throw new IllegalArgumentException(
                    "%s has two timers named %s".formatted(device.name(), name));
        }
        return timer;
    }

    /** The device's timers, in the order in which it made them. */
    public Collection<DeviceTimer> timers() {
        return timers.values();
    }

    /** Takes all deadlines back. */
    public void cancelAll() {
        timers.values().forEach(DeviceTimer::cancel);
    }
}

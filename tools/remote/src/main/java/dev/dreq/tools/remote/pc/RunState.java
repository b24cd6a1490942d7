package dev.dreq.tools.remote.pc;

import java.util.Locale;

/** Whether the processor would run. Virtual time does not follow it: time moves by request only. */
public enum RunState {
    /** Made, or reset while stopped, and not started since. */
    PRELAUNCH,
    RUNNING,
    PAUSED;

    /** As QEMU writes it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}

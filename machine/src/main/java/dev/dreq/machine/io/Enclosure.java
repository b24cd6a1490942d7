package dev.dreq.machine.io;

import dev.dreq.machine.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a device in. Whatever its code throws ends here, except {@link OutOfMemoryError}: the first
 * reason is kept, the device is cut off from its wires, windows and timers, and the machine goes
 * on. A device that is unplugged is cut off likewise, and is nobody's fault.
 */
public final class Enclosure {

    private final String name;
    private final Trace trace;
    private final List<Runnable> cuts = new ArrayList<>();
    private @Nullable Throwable fault;
    private boolean unplugged;

    public Enclosure(String name, Trace trace) {
        this.name = name;
        this.trace = trace;
    }

    /** The name of the device on its machine, such as {@code fdc0}. */
    public String name() {
        return name;
    }

    /** Says what to do when the device faults or is unplugged. */
    public void onCut(Runnable cut) {
        cuts.add(cut);
    }

    /** Runs code of the device; what it throws faults the device. */
    public void run(Runnable code) {
        if (isCutOff()) {
            return;
        }
        try {
            code.run();
        } catch (Throwable thrown) {
            fault(thrown);
        }
    }

    /** Says what the device did that is no fault, and that others suffer from. */
    public void report(String what) {
        trace.guestError(name, what);
    }

    /** Faults the device. Out of memory is nobody's fault and goes on upwards. */
    public void fault(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError noMemory) {
            throw noMemory;
        }
        if (fault == null) {
            fault = thrown;
            if (!unplugged) {
                cuts.forEach(Runnable::run);
            }
            trace.fault(name, thrown);
        }
    }

    /** Cuts the device off as if it were pulled out of its slot. */
    public void unplug() {
        if (unplugged) {
            return;
        }
        unplugged = true;
        if (fault == null) {
            cuts.forEach(Runnable::run);
        }
        trace.unplugged(name);
    }

    /** Whether the device has faulted or is unplugged: its code runs no more. */
    public boolean isCutOff() {
        return fault != null || unplugged;
    }

    /** Whether the device is unplugged, faulted or not. */
    public boolean isUnplugged() {
        return unplugged;
    }

    /** What the device threw. */
    public Optional<Throwable> reason() {
        return Optional.ofNullable(fault);
    }
}

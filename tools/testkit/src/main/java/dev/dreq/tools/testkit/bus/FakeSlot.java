package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the slots of both buses have: a name, windows, wires, time, and the guest's errors. */
public abstract sealed class FakeSlot permits FakeIsaSlot, FakePciSlot {

    private final String name;
    private final FakeClock clock = new FakeClock();
    private final Map<String, FakeWindow> windows = new LinkedHashMap<>();
    private final Map<String, FakeInterruptLine> lines = new LinkedHashMap<>();
    private final List<String> guestErrors = new ArrayList<>();

    FakeSlot(String name) {
        this.name = name;
    }

    /** The name of the device. */
    public String name() {
        return name;
    }

    /** Time, and the device's timers. */
    public FakeClock clock() {
        return clock;
    }

    /** Takes note of a guest's error. */
    public void guestError(String what) {
        guestErrors.add(what);
    }

    /** The guest's errors, as the device told them. */
    public List<String> guestErrors() {
        return List.copyOf(guestErrors);
    }

    final void mapWindow(String windowName, long length, IoHandler handler) {
        FakeWindow window = new FakeWindow(windowName, length, handler, this::settle);
        if (windows.putIfAbsent(windowName, window) != null) {
            throw new SlotMisuse(
                    SlotMisuse.Of.GRANT, "%s maps '%s' twice".formatted(name, windowName));
        }
    }

    /** Runs what waits, as a machine does when an access ends. */
    public final void settle() {
        pause();
        clock.settle();
        pause();
    }

    /** Lets nanoseconds pass and runs what becomes due. */
    public final void pass(long nanos) {
        pause();
        clock.pass(nanos);
        pause();
    }

    /** Memory as a bus master on this slot reaches it. */
    public abstract FakeMemory memory();

    private void pause() {
        memory().pause();
    }

    /** The windows that the device mapped, in that order. */
    public final Collection<FakeWindow> windows() {
        return List.copyOf(windows.values());
    }

    final FakeWindow windowNamed(String windowName) {
        FakeWindow window = windows.get(windowName);
        if (window == null) {
            throw new IllegalArgumentException(
                    "%s has not mapped '%s'; it has %s"
                            .formatted(name, windowName, windows.keySet()));
        }
        return window;
    }

    /** Reads a register by its name, in whatever window it is. */
    public final long read(String register) {
        return holding(register).read(register);
    }

    /** Writes a register by its name, in whatever window it is. */
    public final void write(String register, long value) {
        holding(register).write(register, value);
    }

    private FakeWindow holding(String registerName) {
        for (FakeWindow window : windows.values()) {
            for (Register register : window.registers()) {
                if (register.name().equals(registerName)) {
                    return window;
                }
            }
        }
        throw new IllegalArgumentException(
                "%s declares no register %s".formatted(name, registerName));
    }

    final FakeInterruptLine line(String lineName) {
        return lines.computeIfAbsent(lineName, any -> new FakeInterruptLine());
    }

    /** The interrupt lines that were asked for, by the names of their claims. */
    public final Map<String, FakeInterruptLine> lines() {
        return Map.copyOf(lines);
    }

    /** Drops wires and timers, as a machine does that is reset; the device comes after. */
    public void drop() {
        clock.drop();
        lines.values().forEach(line -> line.set(false));
    }

    /** An empty slot with the same grants and a copy of the memory. */
    public abstract FakeSlot copy();

    /**
     * Takes over the wires and timers of the slot that this one is a copy of, once its device was
     * restored here.
     */
    public void restoreWires(FakeSlot other) {
        clock.restore(other.clock);
        other.lines.forEach((lineName, line) -> line(lineName).restore(line));
    }
}

package dev.dreq.machine.io;

import dev.dreq.machine.Grant;
import dev.dreq.machine.time.DeviceClock;
import dev.dreq.plugin.io.Register;
import java.util.List;
import java.util.SortedMap;

/** The slot of a device, on whatever bus, as the machine sees it. */
public interface DeviceSlot {

    /** The name of the device on its machine, such as {@code fdc0}. */
    String name();

    /** What holds the device's code in. */
    Enclosure enclosure();

    /** What was granted, in the order of the claims. */
    List<Grant> grants();

    /** The windows of ports that were granted once and for all. */
    List<Window> windows();

    /** The declared registers behind each base address register; none on a bus without them. */
    SortedMap<Integer, List<Register>> barRegisters();

    /** The device's clock, with its timers. */
    DeviceClock timers();

    /** How often the device reported a guest's error. */
    long guestErrors();

    /** Goes on counting from what was saved. */
    void restoreGuestErrors(long count);

    /** The device is gone: its windows float, its wires fall, its timers are dropped. */
    void disconnect();

    /** The disconnected device goes for good: where others may have its slot, it is free. */
    default void leave() {}
}

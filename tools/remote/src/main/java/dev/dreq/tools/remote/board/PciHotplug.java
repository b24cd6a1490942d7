package dev.dreq.tools.remote.board;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** The hot plug registers: which slots have filled, which are to be emptied, and the eject port. */
final class PciHotplug implements Device, EjectPort {

    static final int LENGTH = 0x14;

    private static final int VERSION = 1;

    private final RegisterBlock registers;
    private final Register up;
    private final Register down;
    private final Register removable;
    private final Register bus;
    private int ejected;

    PciHotplug(IsaSlot slot) {
        up = Register.named("UP", 0x0, 4).readOnly().onRead(this::readUp);
        down = Register.named("DOWN", 0x4, 4).readOnly().onRead(() -> selected(down().get()));
        Register eject = Register.named("EJECT", 0x8, 4).onRead(() -> 0).onWrite(this::eject);
        removable =
                Register.named("REMOVABLE", 0xc, 4)
                        .readOnly()
                        .onRead(() -> selected(removable().get()));
        bus = Register.named("BUS", 0x10, 4);
        registers =
                RegisterBlock.of(LENGTH, new AccessSizes(4, 4, 4), up, down, eject, removable, bus);
        slot.map(PciHotplugProvider.PORTS, registers);
    }

    private Register down() {
        return down;
    }

    private Register removable() {
        return removable;
    }

    /** There is one bus; of another that is selected nothing is told. */
    private long selected(long slots) {
        return bus.get() == 0 ? slots : 0;
    }

    private long readUp() {
        long slots = selected(up.get());
        up.set(up.get() & ~slots);
        return slots;
    }

    /** The lowest slot of those written is let go. */
    private void eject(long slots) {
        ejected |= (int) selected(Long.lowestOneBit(slots));
    }

    @Override
    public void plugged(int slot) {
        up.set(up.get() | bit(slot));
    }

    @Override
    public void leaving(int slot) {
        down.set(down.get() | bit(slot));
    }

    @Override
    public void left(int slot) {
        up.set(up.get() & ~bit(slot));
        down.set(down.get() & ~bit(slot));
    }

    private static long bit(int slot) {
        return 1L << slot;
    }

    @Override
    public void removable(int slots) {
        removable.set(slots & 0xffff_ffffL);
    }

    @Override
    public int takeEjected() {
        int slots = ejected;
        ejected = 0;
        return slots;
    }

    @Override
    public void reset() {
        up.set(0);
        down.set(0);
        bus.set(0);
        ejected = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.version(VERSION);
        registers.save(out);
    }

    void restore(StateReader in) {
        in.version(VERSION);
        registers.restore(in);
    }
}

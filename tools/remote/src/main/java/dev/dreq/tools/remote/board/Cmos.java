package dev.dreq.tools.remote.board;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * Configuration memory behind an index and a data port. A battery keeps it through resets.
 * Registers A to D are those of a clock that stands still: nothing is updated, nothing interrupts.
 */
final class Cmos implements Device {

    private static final int SIZE = 128;
    private static final int REGISTER_A = 0x0a;
    private static final int REGISTER_B = 0x0b;
    private static final int REGISTER_C = 0x0c;
    private static final int REGISTER_D = 0x0d;

    /** Register A: a time base of 32768 Hz, interrupts at 1024 Hz. Bit 7 is never up. */
    private static final int DIVIDER = 0x26;

    private static final int UPDATE_IN_PROGRESS = 0x80;

    /** Register B: hours up to 24. */
    private static final int HOURS_24 = 0x02;

    /** Register D: the battery is good. */
    private static final int VALID = 0x80;

    private static final int VERSION = 1;

    private final byte[] memory = new byte[SIZE];
    private int index;

    Cmos(IsaSlot slot) {
        memory[REGISTER_A] = DIVIDER;
        memory[REGISTER_B] = HOURS_24;
        memory[REGISTER_D] = (byte) VALID;
        slot.map(
                CmosProvider.PORTS,
                RegisterBlock.of(
                        2,
                        AccessSizes.BYTES,
                        Register.named("INDEX", 0, 1)
                                .writeOnly()
                                .onWrite(value -> index = (int) value & (SIZE - 1)),
                        Register.named("DATA", 1, 1)
                                .onRead(() -> memory[index] & 0xff)
                                .onWrite(this::write)));
    }

    private void write(long value) {
        switch (index) {
            case REGISTER_A -> memory[index] = (byte) (value & ~UPDATE_IN_PROGRESS);
            case REGISTER_C, REGISTER_D -> {} // read only
            default -> memory[index] = (byte) value;
        }
    }

    @Override
    public void reset() {
        index = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.version(VERSION);
        out.putLong("index", index);
        out.putBytes("memory", memory);
    }

    void restore(StateReader in) {
        in.version(VERSION);
        index = in.getInt("index", 0, SIZE - 1);
        byte[] saved = in.getBytes("memory", SIZE);
        System.arraycopy(saved, 0, memory, 0, SIZE);
    }
}

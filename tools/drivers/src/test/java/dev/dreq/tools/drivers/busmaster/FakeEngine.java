package dev.dreq.tools.drivers.busmaster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The registers of a display adapter with a bus master that is done at once. It says what it was
 * told to do.
 */
final class FakeEngine {
    static final int VIDEO_MEMORY = 1 << 20;

    private final byte[] memory;
    private final ByteBuffer host;
    final byte[] vram = new byte[VIDEO_MEMORY];
    private final ByteBuffer registers = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
    private boolean interruptsEnabled;
    private int status;
    private int ringHead;

    /** Such as {@code WRITE 1000+200 at 0/0/0}. */
    final List<String> commands = new ArrayList<>();

    /** What the next commands answer: an error code, or 0. */
    final Deque<Integer> errors = new ArrayDeque<>();

    /** So many commands are carried out without an interrupt. */
    int silent;

    /** So many commands stay busy until they are aborted. */
    int stuck;

    /** Whether it was taken out of its slot. */
    boolean gone;

    FakeEngine(byte[] memory) {
        this.memory = memory;
        this.host = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        registers.putShort(0x500, (short) 0xb0c5);
        registers.putShort(0x514, (short) (VIDEO_MEMORY >> 16));
        registers.putInt(0x800, 0x4452_4551);
        registers.putInt(0x804, 64 | (1 << 8) | (1 << 9) | (256 << 16));
        registers.putInt(0x808, 1 << 20);
    }

    /** Leaves the adapter without what a driver looks for. */
    void set(int offset, int value) {
        registers.putInt(offset, value);
    }

    boolean interruptLevel() {
        return interruptsEnabled && (status & 0x1e) != 0;
    }

    int read(int offset) {
        if (gone) {
            return -1;
        }
        return switch (offset) {
            case 0x810 -> status;
            case 0x850 -> ringHead;
            default -> registers.getInt(offset);
        };
    }

    int read16(int offset) {
        return registers.getShort(offset) & 0xffff;
    }

    void write16(int offset, int value) {
        registers.putShort(offset, (short) value);
    }

    void write(int offset, int value) {
        if (gone) {
            return;
        }
        switch (offset) {
            case 0x80c -> control(value);
            case 0x810 -> status &= ~(value & 0x1e);
            case 0x848 -> {
                registers.putInt(offset, value);
                ringHead = 0;
            }
            case 0x84c -> doorbell(value);
            default -> registers.putInt(offset, value);
        }
    }

    private void control(int value) {
        interruptsEnabled = (value & 0x10) != 0;
        if ((value & 2) != 0) {
            status = (status & 1) != 0 ? 8 : status;
        } else if ((value & 1) != 0) {
            boolean sg = (value & 8) != 0;
            run(
                    word(0x814),
                    registers.getInt(0x81c),
                    (value & 4) != 0,
                    sg,
                    registers.getInt(0x820),
                    registers.getInt(0x824),
                    registers.getInt(0x828));
        }
    }

    private long word(int offset) {
        return (registers.getInt(offset) & 0xffff_ffffL)
                | ((long) registers.getInt(offset + 4) << 32);
    }

    private void run(
            long address, int count, boolean toHost, boolean sg, int at, int pitch, int line) {
        if (stuck > 0) {
            stuck--;
            status |= 1;
            return;
        }
        int error = errors.isEmpty() ? 0 : errors.remove();
        int moved = 0;
        if (error == 0 && !sg) {
            moved = move(address, count, toHost, at, pitch, line, 0);
        } else if (error == 0) {
            for (int i = 0; i < count; i++) {
                int entry = (int) address + 16 * i;
                moved +=
                        move(
                                host.getLong(entry),
                                host.getInt(entry + 8),
                                toHost,
                                at,
                                pitch,
                                line,
                                moved);
            }
        }
        registers.putInt(0x82c, moved);
        if (silent > 0) {
            silent--;
        } else {
            status |= error == 0 ? 2 : 4 | (error << 8);
        }
    }

    private void doorbell(int tail) {
        int size = registers.getInt(0x848);
        while (ringHead != tail) {
            int entry = (int) word(0x840) + 32 * ringHead;
            int control = host.getInt(entry + 12);
            int error = errors.isEmpty() ? 0 : errors.remove();
            if (error == 0) {
                move(
                        host.getLong(entry),
                        host.getInt(entry + 8),
                        (control & 4) != 0,
                        host.getInt(entry + 16),
                        host.getInt(entry + 20),
                        host.getInt(entry + 24),
                        0);
            }
            host.putInt(entry + 28, error == 0 ? 2 : 4 | (error << 8));
            status |= control & 0x10;
            ringHead = (ringHead + 1) & (size - 1);
        }
    }

    private int move(
            long address, int length, boolean toHost, int at, int pitch, int line, int done) {
        commands.add(
                "%s %d bytes at %d/%d/%d"
                        .formatted(toHost ? "READ" : "WRITE", length, at, pitch, line));
        for (int i = 0; i < length; i++) {
            int k = done + i;
            int where = at + (pitch == 0 ? k : k / line * pitch + k % line);
            int from = (int) address + i;
            if (toHost) {
                memory[from] = vram[where];
            } else {
                vram[where] = memory[from];
            }
        }
        return length;
    }
}

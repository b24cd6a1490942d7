package dev.dreq.tools.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The adapter's registers and an engine that moves byte by byte, as slowly as a test wants. */
final class FakeAdapter {
    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int TO_HOST = 0x04;
    private static final int SG = 0x08;
    private static final int IRQ_EN = 0x10;

    final byte[] videoMemory = new byte[1 << 20];
    private final ByteBuffer memory;
    private final int[] dispi = new int[11];
    private final int[] engine = new int[0x40];

    boolean hasEngine = true;
    boolean hasScatterGather = true;
    int maxEntries = 4;
    int maxLength = 0x10000;

    /** The commands that never end, counting from 0; -1 for none. */
    int stuckCommand = -1;

    /** The command that fails. */
    int failingCommand = -1;

    int commands;
    private boolean running;

    FakeAdapter(byte[] memory) {
        this.memory = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        dispi[0] = 0xb0c5;
        dispi[0xa] = videoMemory.length >> 16;
    }

    boolean interruptLevel() {
        return (register(0x80c) & IRQ_EN) != 0 && (register(0x810) & 0xe) != 0;
    }

    /** Whether a command waits for {@link #end}. */
    boolean canEnd() {
        return running && commands - 1 != stuckCommand;
    }

    int read16(int offset) {
        int index = (offset - 0x500) / 2;
        return offset >= 0x500 && index < dispi.length ? dispi[index] : 0xffff;
    }

    void write16(int offset, int value) {
        int index = (offset - 0x500) / 2;
        if (offset >= 0x500 && index > 0 && index < 0xa) {
            dispi[index] = value;
        }
    }

    int read32(int offset) {
        if (!hasEngine) {
            return -1;
        }
        return switch (offset) {
            case 0x800 -> 0x44524551;
            case 0x804 -> 32 | (hasScatterGather ? 0x100 | maxEntries << 16 : 0);
            case 0x808 -> maxLength;
            default -> register(offset);
        };
    }

    void write32(int offset, int value) {
        if (offset == 0x810) {
            set(offset, register(offset) & ~(value & 0xe));
        } else if (offset == 0x80c) {
            set(offset, value & ~(START | ABORT));
            if ((value & ABORT) != 0 && running) {
                running = false;
                set(0x810, 8);
            } else if ((value & START) != 0) {
                if (running) {
                    throw new AssertionError("START while BUSY");
                }
                running = true;
                commands++;
                set(0x82c, 0);
                set(0x810, register(0x810) | 1);
            }
        } else {
            set(offset, value);
        }
    }

    /** Runs the command to its end. */
    void end() {
        running = false;
        if (commands - 1 == failingCommand) {
            set(0x810, 0x0204);
            return;
        }
        boolean list = (register(0x80c) & SG) != 0;
        long host = register(0x814) & 0xffff_ffffL;
        if (list) {
            for (int i = 0; i < register(0x81c); i++) {
                int entry = (int) host + 16 * i;
                move(memory.getLong(entry), memory.getInt(entry + 8));
            }
        } else {
            move(host, register(0x81c));
        }
        set(0x810, 2);
    }

    private void move(long host, int length) {
        for (int i = 0; i < length; i++) {
            int k = register(0x82c);
            int pitch = register(0x824);
            int line = register(0x828);
            int at = register(0x820) + (pitch == 0 ? k : k / line * pitch + k % line);
            if ((register(0x80c) & TO_HOST) != 0) {
                memory.put((int) host + i, videoMemory[at]);
            } else {
                videoMemory[at] = memory.get((int) host + i);
            }
            set(0x82c, k + 1);
        }
    }

    private int register(int offset) {
        return engine[(offset - 0x800) / 4 & 0x3f];
    }

    private void set(int offset, int value) {
        engine[(offset - 0x800) / 4 & 0x3f] = value;
    }
}

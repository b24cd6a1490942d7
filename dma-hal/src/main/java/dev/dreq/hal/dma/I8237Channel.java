package dev.dreq.hal.dma;

import dev.dreq.plugin.cpu.CpuBus;

/**
 * Programs one channel of the 8237 pair with its page register, through ports (8237A data sheet;
 * the page registers are the PC/AT's).
 */
final class I8237Channel {
    /** What {@link #remaining} says of a count that never holds still. */
    static final long UNSTABLE = -1;

    private static final int[] PAGE_PORTS = {0x87, 0x83, 0x81, 0x82, 0x8F, 0x8B, 0x89, 0x8A};
    private static final int MASK = 0x04;
    private static final int MODE_WRITE_MEMORY = 0x04;
    private static final int MODE_READ_MEMORY = 0x08;
    private static final int MODE_AUTO_INITIALIZE = 0x10;
    private static final int MODE_SINGLE = 0x40;
    private static final int MOST_UNITS = 0x10000;

    /** A count that changes its high byte so often is not one that a device moves. */
    private static final int COUNT_READS = 16;

    private final CpuBus bus;
    private final I8237 controller;
    private final int number;

    /** The channel's number on its controller, 0..3. */
    private final int select;

    /** 0 where the channel moves bytes, 1 where it moves words. */
    private final int unitShift;

    private boolean autoInitialize;
    private long units;

    /** Channel {@code number}, 0..7, of the controller that has it. */
    I8237Channel(CpuBus bus, I8237 controller, int number) {
        this.bus = bus;
        this.controller = controller;
        this.number = number;
        this.select = number & 3;
        this.unitShift = number < 4 ? 0 : 1;
    }

    int number() {
        return number;
    }

    /** Bytes of a transfer; addresses and lengths are multiples of it. */
    int unit() {
        return 1 << unitShift;
    }

    /**
     * The range in which the address counts round: 64 KiB, for words 128 KiB. No operation leaves
     * it.
     */
    long window() {
        return (long) MOST_UNITS << unitShift;
    }

    /** Whether the controller is there. Looks for terminal counts as well. */
    boolean answers() {
        return controller.answers();
    }

    /** The channel ignores its request line from here on. */
    void mask() {
        controller.write(I8237.SINGLE_MASK, MASK | select);
    }

    /**
     * Programs and unmasks the channel.
     *
     * @param physical first byte, below 16 MiB, a multiple of the unit
     * @param length in bytes, a multiple of the unit, not out of the window
     * @param readMemory true from memory to the device
     * @param auto begin again at terminal count
     * @param demand go on while the device requests, instead of one unit per request
     */
    void program(long physical, long length, boolean readMemory, boolean auto, boolean demand) {
        int mode =
                (readMemory ? MODE_READ_MEMORY : MODE_WRITE_MEMORY)
                        | (auto ? MODE_AUTO_INITIALIZE : 0)
                        | (demand ? 0 : MODE_SINGLE)
                        | select;
        autoInitialize = auto;
        units = length >> unitShift;
        mask();
        // The status keeps an earlier operation's terminal count until it is read.
        controller.terminalCount(select);
        controller.forgetTerminalCount(select);
        controller.write(I8237.CLEAR_BYTE_POINTER, 0);
        controller.write(I8237.MODE, mode);
        controller.writeWord(2 * select, (int) (physical >> unitShift));
        bus.out8(PAGE_PORTS[number], (int) (physical >> 16) & 0xFF & ~unitShift);
        controller.writeWord(2 * select + 1, (int) (units - 1));
        controller.write(I8237.SINGLE_MASK, select);
    }

    /** An ISA bus master asks for the bus through the channel from here on. */
    void cascade() {
        controller.write(I8237.MODE, I8237.MODE_CASCADE | select);
        controller.write(I8237.SINGLE_MASK, select);
    }

    /** Whether the channel has reached terminal count since it was programmed. */
    boolean terminalCount() {
        return controller.terminalCount(select);
    }

    /** As {@link #terminalCount}, as far as known without a look at the controller. */
    boolean noticedTerminalCount() {
        return controller.noticedTerminalCount(select);
    }

    /** Whether the count is one that terminal count leaves behind. */
    boolean ended() {
        return autoInitialize || remaining() == 0;
    }

    /**
     * Bytes that the programmed operation has yet to move, {@link #UNSTABLE} if the count cannot be
     * read. The register holds FFFF both after the last unit and before the first of a longest
     * operation; the terminal count tells which.
     */
    long remaining() {
        controller.write(I8237.CLEAR_BYTE_POINTER, 0);
        int count = controller.readWord(2 * select + 1);
        for (int reads = 1; reads < COUNT_READS; reads++) {
            int again = controller.readWord(2 * select + 1);
            if ((again ^ count) >> 8 == 0) {
                return bytes(again);
            }
            count = again;
        }
        return UNSTABLE;
    }

    private long bytes(int count) {
        if (count == MOST_UNITS - 1) {
            boolean untouched = units == MOST_UNITS && (autoInitialize || !terminalCount());
            return untouched ? window() : 0;
        }
        return (count + 1L) << unitShift;
    }
}

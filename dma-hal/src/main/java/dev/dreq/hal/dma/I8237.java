package dev.dreq.hal.dma;

import dev.dreq.plugin.cpu.CpuBus;

/**
 * One of the two 8237A controllers of a PC, as software programs it. The port of a register is the
 * base plus the register's number times the stride.
 */
final class I8237 {
    static final int STATUS = 0x8;
    static final int SINGLE_MASK = 0xA;
    static final int MODE = 0xB;
    static final int CLEAR_BYTE_POINTER = 0xC;
    static final int MODE_CASCADE = 0xC0;

    /** More terminal counts of all channels in a row than there can be within so many accesses. */
    private static final int LOOKS = 4;

    private final CpuBus bus;
    private final int base;
    private final int stride;

    /**
     * Terminal counts of channels 0-3; kept here, because reading the status takes them off the
     * chip.
     */
    private int terminalCounts;

    private I8237(CpuBus bus, int base, int stride) {
        this.bus = bus;
        this.base = base;
        this.stride = stride;
    }

    /** Channels 0-3, which move bytes. */
    static I8237 first(CpuBus bus) {
        return new I8237(bus, 0x00, 1);
    }

    /**
     * Channels 4-7, which move words. Its channel 0, the system's 4, carries the first controller.
     */
    static I8237 second(CpuBus bus) {
        return new I8237(bus, 0xC0, 2);
    }

    /**
     * Lets the first controller's requests through the second's channel 0, which start-up leaves
     * masked.
     */
    void openCascade() {
        write(MODE, MODE_CASCADE);
        write(SINGLE_MASK, 0);
    }

    int read(int register) {
        return bus.in8(base + register * stride) & 0xFF;
    }

    void write(int register, int value) {
        bus.out8(base + register * stride, value);
    }

    /**
     * The address or count register, low byte first; the byte pointer must be clear and is clear
     * again.
     */
    int readWord(int register) {
        int low = read(register);
        return low | read(register) << 8;
    }

    /** As {@link #readWord}, into base and current register. */
    void writeWord(int register, int value) {
        write(register, value & 0xFF);
        write(register, value >> 8 & 0xFF);
    }

    /** Whether channel 0..3 has reached terminal count since {@link #forgetTerminalCount}. */
    boolean terminalCount(int channel) {
        noticeTerminalCounts();
        return noticedTerminalCount(channel);
    }

    /** Reads the status: whether any channel has reached terminal count since the last look. */
    boolean noticeTerminalCounts() {
        int reached = read(STATUS) & 0xF;
        terminalCounts |= reached;
        return reached != 0;
    }

    /** As {@link #terminalCount}, as far as known without a look. */
    boolean noticedTerminalCount(int channel) {
        return (terminalCounts >> channel & 1) != 0;
    }

    void forgetTerminalCount(int channel) {
        terminalCounts &= ~(1 << channel);
    }

    /**
     * Whether a controller answers. An undecoded port reads all ones however often; a controller's
     * status has lost the terminal counts by the next look, unless all channels have new ones.
     */
    boolean answers() {
        int reached = 0;
        for (int look = 0; look < LOOKS; look++) {
            int status = read(STATUS);
            reached |= status & 0xF;
            if (status != 0xFF) {
                terminalCounts |= reached;
                return true;
            }
        }
        return false;
    }
}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.io.Hardware;

/** The registers of the adapter's bus master, at 800 of its second memory range. */
final class EngineRegisters {
    /** DMA_ID of an engine. */
    static final int ID = 0x4452_4551;

    /** DMA_CTRL: begin. */
    static final int CTRL_START = 1 << 0;

    /** DMA_CTRL: stop. */
    static final int CTRL_ABORT = 1 << 1;

    /** DMA_CTRL and a ring entry's control: from video memory to the host. */
    static final int CTRL_TO_HOST = 1 << 2;

    /** DMA_CTRL: the host address is that of a table. */
    static final int CTRL_SG = 1 << 3;

    /** DMA_CTRL: interrupt. A ring entry's control: interrupt when it is over. */
    static final int CTRL_IRQ_EN = 1 << 4;

    private static final int STATUS_BUSY = 1 << 0;

    /** DMA_STATUS: the command is over. */
    static final int STATUS_DONE = 1 << 1;

    /** DMA_STATUS: it failed; the code is in bits 15-8. */
    static final int STATUS_ERROR = 1 << 2;

    /** DMA_STATUS: it was stopped. */
    static final int STATUS_ABORTED = 1 << 3;

    /** DMA_STATUS: a ring entry that asked for an interrupt is over. */
    static final int STATUS_RING = 1 << 4;

    /** DMA_STATUS: what interrupts; each is cleared by writing it. */
    static final int STATUS_CAUSES = STATUS_DONE | STATUS_ERROR | STATUS_ABORTED | STATUS_RING;

    private static final int GONE = 0xffff_ffff;

    private static final int DMA_ID = 0x800;
    private static final int DMA_CAPS = 0x804;
    private static final int DMA_MAXLEN = 0x808;
    private static final int DMA_CTRL = 0x80c;
    private static final int DMA_STATUS = 0x810;
    private static final int DMA_HOST_LO = 0x814;
    private static final int DMA_HOST_HI = 0x818;
    private static final int DMA_COUNT = 0x81c;
    private static final int DMA_VRAM = 0x820;
    private static final int DMA_PITCH = 0x824;
    private static final int DMA_LINE = 0x828;
    private static final int DMA_MOVED = 0x82c;
    private static final int RING_LO = 0x840;
    private static final int RING_HI = 0x844;
    private static final int RING_SIZE = 0x848;
    private static final int RING_TAIL = 0x84c;

    private final Hardware hardware;
    private final long base;

    /** The registers of a range that is mapped at {@code base}. */
    EngineRegisters(Hardware hardware, long base) {
        this.hardware = hardware;
        this.base = base;
    }

    /** Whether DMA_STATUS says that the engine is at work; one that is gone answers with ones. */
    static boolean isBusy(int status) {
        return (status & STATUS_BUSY) != 0 && !isGone(status);
    }

    /** Whether DMA_STATUS is what is read where there is no engine. */
    static boolean isGone(int status) {
        return status == GONE;
    }

    int id() {
        return read(DMA_ID);
    }

    EngineCapabilities capabilities() {
        return EngineCapabilities.of(read(DMA_CAPS), read(DMA_MAXLEN));
    }

    int status() {
        return read(DMA_STATUS);
    }

    /** Clears what is set in {@code causes}. */
    void acknowledge(int causes) {
        write(DMA_STATUS, causes);
    }

    /** Bytes moved by the packet command. */
    int moved() {
        return read(DMA_MOVED);
    }

    void control(int value) {
        write(DMA_CTRL, value);
    }

    /** Begins a packet command; {@code count} is bytes, or entries of a table. */
    void start(long host, int count, VramSpan span, int control) {
        write(DMA_HOST_LO, (int) host);
        write(DMA_HOST_HI, (int) (host >>> 32));
        write(DMA_COUNT, count);
        write(DMA_VRAM, span.vram());
        write(DMA_PITCH, span.pitch());
        write(DMA_LINE, span.line());
        write(DMA_CTRL, control | CTRL_IRQ_EN | CTRL_START);
    }

    /** RING_SIZE; 0 while the ring is off. */
    int ringSize() {
        return read(RING_SIZE);
    }

    /** Switches the ring on, empty, with the next entry at 0. */
    void openRing(long host, int entries) {
        write(RING_LO, (int) host);
        write(RING_HI, (int) (host >>> 32));
        write(RING_SIZE, entries);
    }

    /** Switches the ring off, after the entry in progress. */
    void closeRing() {
        write(RING_SIZE, 0);
    }

    /** The doorbell: the entries before {@code tail} are to be done. */
    void ringTail(int tail) {
        write(RING_TAIL, tail);
    }

    private int read(int offset) {
        return hardware.readRegisterUlong(base + offset);
    }

    private void write(int offset, int value) {
        hardware.writeRegisterUlong(base + offset, value);
    }
}

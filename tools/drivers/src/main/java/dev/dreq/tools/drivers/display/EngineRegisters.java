package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VideoPort;

/** The registers of the bus-master engine, 32 bits each. */
final class EngineRegisters {
    /** STATUS: a command runs. */
    static final int BUSY = 0x01;

    /** STATUS: a command moved everything. */
    static final int DONE = 0x02;

    /** STATUS: a command failed; bits 15-8 say why. */
    static final int ERROR = 0x04;

    /** STATUS: a command was aborted. */
    static final int ABORTED = 0x08;

    /** STATUS: how a command ends. */
    static final int ENDED = DONE | ERROR | ABORTED;

    private static final int ENGINE_ID = 0x44524551;

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

    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int TO_HOST = 0x04;
    private static final int SG = 0x08;
    private static final int IRQ_EN = 0x10;

    private final VideoPort video;
    private final long base;

    EngineRegisters(VideoPort video, long registers) {
        this.video = video;
        this.base = registers;
    }

    /** Whether there is an engine. Elsewhere the register reads ones. */
    boolean present() {
        return read(DMA_ID) == ENGINE_ID;
    }

    EngineCapabilities capabilities() {
        return EngineCapabilities.of(read(DMA_CAPS), read(DMA_MAXLEN));
    }

    /** STATUS; 0 if the adapter does not answer. */
    int status() {
        int status = read(DMA_STATUS);
        return status == -1 ? 0 : status;
    }

    /** Clears bits of STATUS, which quiets the interrupt that they ask for. */
    void dismiss(int ended) {
        write(DMA_STATUS, ended);
    }

    /** Bytes that the last command moved. */
    int moved() {
        return read(DMA_MOVED);
    }

    /**
     * Starts a command.
     *
     * @param hostAddress of the data, or of the table
     * @param entries of the table; 0 for none
     * @param toHost whether the data goes to the host
     * @param interrupt whether the end of the command interrupts
     */
    void start(
            EngineCommand command,
            long hostAddress,
            int entries,
            boolean toHost,
            boolean interrupt) {
        write(DMA_HOST_LO, (int) hostAddress);
        write(DMA_HOST_HI, (int) (hostAddress >>> 32));
        write(DMA_COUNT, entries == 0 ? command.bytes() : entries);
        write(DMA_VRAM, command.vram());
        write(DMA_PITCH, command.pitch());
        write(DMA_LINE, command.line());
        write(
                DMA_CTRL,
                START
                        | (toHost ? TO_HOST : 0)
                        | (entries == 0 ? 0 : SG)
                        | (interrupt ? IRQ_EN : 0));
    }

    /** Ends the running command at its next step, without an interrupt. */
    void abort() {
        write(DMA_CTRL, ABORT);
    }

    private int read(int register) {
        return video.readRegisterUlong(base + register);
    }

    private void write(int register, int value) {
        video.writeRegisterUlong(base + register, value);
    }
}

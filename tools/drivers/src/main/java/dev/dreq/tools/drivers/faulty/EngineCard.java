package dev.dreq.tools.drivers.faulty;

/** The bus master of the display adapter, told of one range at a time. */
final class EngineCard implements Card {
    private static final int DMA_CTRL = 0x80c;
    private static final int DMA_STATUS = 0x810;
    private static final int DMA_HOST_LO = 0x814;
    private static final int DMA_HOST_HI = 0x818;
    private static final int DMA_COUNT = 0x81c;
    private static final int DMA_VRAM = 0x820;
    private static final int DMA_PITCH = 0x824;
    private static final int DMA_LINE = 0x828;

    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int TO_HOST = 0x04;
    private static final int IRQ_EN = 0x10;

    /** DONE, ERROR, ABORTED. */
    private static final int ENDED = 0x0e;

    private final Registers registers;

    /** The engine behind an adapter's registers. */
    EngineCard(Registers registers) {
        this.registers = registers;
    }

    /** Registers of 32 bits, by their offsets. */
    interface Registers {
        int read(int offset);

        void write(int offset, int value);
    }

    @Override
    public void start(long logicalAddress, int length, int offset, boolean toMemory) {
        registers.write(DMA_HOST_LO, (int) logicalAddress);
        registers.write(DMA_HOST_HI, (int) (logicalAddress >>> 32));
        registers.write(DMA_COUNT, length);
        registers.write(DMA_VRAM, offset);
        registers.write(DMA_PITCH, 0);
        registers.write(DMA_LINE, 0);
        registers.write(DMA_CTRL, START | IRQ_EN | (toMemory ? TO_HOST : 0));
    }

    @Override
    public boolean acknowledge() {
        int ended = registers.read(DMA_STATUS) & ENDED;
        registers.write(DMA_STATUS, ended);
        return ended != 0;
    }

    @Override
    public void stop() {
        registers.write(DMA_CTRL, ABORT);
        registers.write(DMA_CTRL, 0);
    }
}

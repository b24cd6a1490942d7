package dev.dreq.tools.drivers.floppy;

import dev.dreq.tools.drivers.FakeMachine;

/**
 * A machine with 4 MiB, a DMA channel and a floppy controller. A port access takes a microsecond.
 */
final class FakePc extends FakeMachine {
    static final int IRQ = 6;
    static final int CHANNEL = 2;
    static final int BASE = 0x3f0;

    private static final int MEMORY = 4 << 20;
    private static final long PORT_NANOS = 1_000;

    private final FakeDmaChannel dma = new FakeDmaChannel(memory);
    final FakeFdc fdc = new FakeFdc(dma, this::raise);

    /** Whether the machine has a DMA controller, and a floppy controller. */
    boolean hasDma = true;

    boolean hasFdc = true;

    FakePc() {
        super(MEMORY, IRQ);
    }

    @Override
    protected boolean interruptLevel() {
        return fdc.interruptLevel();
    }

    private boolean isFdc(int port) {
        return hasFdc && port >= BASE && port < BASE + 8;
    }

    @Override
    public int in8(int port) {
        pass(PORT_NANOS);
        if (isFdc(port)) {
            return fdc.read(port - BASE);
        }
        return hasDma && FakeDmaChannel.decodes(port) ? dma.read(port) : 0xff;
    }

    @Override
    public void out8(int port, int value) {
        pass(PORT_NANOS);
        if (isFdc(port)) {
            fdc.write(port - BASE, value & 0xff);
        } else if (hasDma) {
            dma.write(port, value & 0xff);
        }
    }
}

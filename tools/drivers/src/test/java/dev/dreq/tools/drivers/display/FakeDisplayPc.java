package dev.dreq.tools.drivers.display;

import dev.dreq.tools.drivers.FakeMachine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/** A machine with 8 MiB and a display adapter, each of whose commands takes ten microseconds. */
final class FakeDisplayPc extends FakeMachine {
    static final int IRQ = 11;
    static final long VIDEO_MEMORY = 0xe000_0000L;
    static final long REGISTERS = 0xfebf_0000L;
    static final int REGISTER_BYTES = 0x1000;

    private static final int MEMORY = 8 << 20;
    private static final long COMMAND_NANOS = 10_000;

    final FakeAdapter adapter = new FakeAdapter(memory);
    private final ByteBuffer video =
            ByteBuffer.wrap(adapter.videoMemory).order(ByteOrder.LITTLE_ENDIAN);

    /** Is told of each write to DMA_CTRL. */
    IntConsumer onControl = value -> {};

    FakeDisplayPc() {
        super(MEMORY, IRQ);
    }

    @Override
    protected boolean interruptLevel() {
        return adapter.interruptLevel();
    }

    private static boolean isRegister(long address) {
        return address >= REGISTERS && address < REGISTERS + REGISTER_BYTES;
    }

    private static boolean isVideo(long address) {
        return address >= VIDEO_MEMORY && address < VIDEO_MEMORY + (1 << 20);
    }

    @Override
    protected ByteBuffer cells(long address) {
        return isVideo(address) ? video : super.cells(address);
    }

    @Override
    protected int at(long address) {
        return super.at(isVideo(address) ? address - VIDEO_MEMORY : address);
    }

    @Override
    public int load16(long address) {
        return isRegister(address)
                ? adapter.read16((int) (address - REGISTERS))
                : super.load16(address);
    }

    @Override
    public int load32(long address) {
        return isRegister(address)
                ? adapter.read32((int) (address - REGISTERS))
                : super.load32(address);
    }

    @Override
    public void store16(long address, int value) {
        if (isRegister(address)) {
            adapter.write16((int) (address - REGISTERS), value);
        } else {
            super.store16(address, value);
        }
    }

    @Override
    public void store32(long address, int value) {
        if (isRegister(address)) {
            if (address == REGISTERS + 0x80c) {
                onControl.accept(value);
            }
            adapter.write32((int) (address - REGISTERS), value);
        } else {
            super.store32(address, value);
        }
    }

    @Override
    public Idle idle(long deadline) {
        if (adapter.canEnd() && now() + COMMAND_NANOS <= deadline) {
            pass(COMMAND_NANOS);
            adapter.end();
            if (adapter.interruptLevel()) {
                raise();
            }
        }
        return super.idle(deadline);
    }
}

package dev.dreq.tools.drivers.busmaster;

import dev.dreq.tools.drivers.FakeMachine;

/** A machine with 8 MiB and a display adapter. A register access takes 100 ns. */
final class FakeDisplayPc extends FakeMachine {
    static final int IRQ = 11;
    static final long FRAME_BUFFER = 0xe000_0000L;
    static final long REGISTERS = 0xe100_0000L;

    private static final int MEMORY = 8 << 20;
    private static final long REGISTER_NANOS = 100;

    final FakeEngine engine = new FakeEngine(memory);

    FakeDisplayPc() {
        super(MEMORY, IRQ);
    }

    @Override
    protected boolean interruptLevel() {
        return engine.interruptLevel();
    }

    private static boolean isRegister(long address) {
        return address >= REGISTERS && address < REGISTERS + 0x1000;
    }

    private int reached(long address) {
        pass(REGISTER_NANOS);
        return (int) (address - REGISTERS);
    }

    @Override
    public int load16(long address) {
        return isRegister(address) ? engine.read16(reached(address)) : super.load16(address);
    }

    @Override
    public int load32(long address) {
        return isRegister(address) ? engine.read(reached(address)) : super.load32(address);
    }

    @Override
    public void store16(long address, int value) {
        if (isRegister(address)) {
            engine.write16(reached(address), value);
        } else {
            super.store16(address, value);
        }
    }

    @Override
    public void store32(long address, int value) {
        if (!isRegister(address)) {
            super.store32(address, value);
            return;
        }
        boolean before = engine.interruptLevel();
        engine.write(reached(address), value);
        if (!before && engine.interruptLevel()) {
            raise();
        }
    }
}

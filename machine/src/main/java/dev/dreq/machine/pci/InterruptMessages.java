package dev.dreq.machine.pci;

import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.plugin.dma.AddressSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a function's interrupt messages go: a message is a double word written to memory, and the
 * processor takes what is written to FEE00000-FEEFFFFF for an interrupt. Elsewhere it is a write
 * like any other of the function.
 */
final class InterruptMessages implements FunctionInterrupt.MessagePort {

    /** The first address of the processor's window. */
    static final long BASE = 0xfee0_0000L;

    static final long LENGTH = 1 << 20;

    private final InterruptInputs inputs;
    private final AddressSpace memory;
    private final ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);

    InterruptMessages(InterruptInputs inputs, AddressSpace memory) {
        this.inputs = inputs;
        this.memory = memory;
    }

    @Override
    public void write(long address, int data) {
        if (address >= BASE && address < BASE + LENGTH) {
            inputs.message(data & 0xff).send();
        } else {
            memory.write(address, word.putInt(0, data).rewind());
        }
    }
}

package dev.dreq.tools.testkit.examples;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.tools.testkit.bus.FakeCpuBus;
import dev.dreq.tools.testkit.bus.ScriptedRegisters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Plays the registers of a display adapter with 1 MiB of video memory. A command of its engine ends
 * after 10 us with an interrupt, and says that it moved everything; nothing moves.
 */
final class ScriptedDisplay {
    static final int IRQ = 11;
    static final long REGISTERS = 0xe100_0000L;
    static final long DMA_CTRL = REGISTERS + 0x80c;
    static final long DMA_STATUS = REGISTERS + 0x810;
    static final long DMA_HOST_LO = REGISTERS + 0x814;
    static final long DMA_HOST_HI = REGISTERS + 0x818;
    static final long DMA_COUNT = REGISTERS + 0x81c;
    static final long DMA_VRAM = REGISTERS + 0x820;
    static final long DMA_PITCH = REGISTERS + 0x824;
    static final long DMA_LINE = REGISTERS + 0x828;
    static final long DMA_MOVED = REGISTERS + 0x82c;

    static final int START = 0x01;
    static final int ABORT = 0x02;
    static final int SG = 0x08;
    static final int IRQ_EN = 0x10;
    static final int BUSY = 0x01;
    static final int DONE = 0x02;
    static final int ABORTED = 0x08;

    /** What firmware says: video memory, registers, and an INTx line that others may share. */
    static final CmResourceList RESOURCES =
            new CmResourceList(
                    InterfaceType.PCIBus,
                    List.of(
                            new CmResource.Memory(0xe000_0000L, 1 << 20),
                            new CmResource.Memory(REGISTERS, 0x1000),
                            new CmResource.Interrupt(IRQ, InterruptMode.LevelSensitive, true)));

    private static final long COMMAND_NANOS = 10_000;
    private static final int ENTRY = 16;

    private final FakeCpuBus pc;
    private final ScriptedRegisters registers = new ScriptedRegisters();
    private int hanging;
    private long status;
    private long moved;

    /** Plugs it into a machine. */
    ScriptedDisplay(FakeCpuBus pc) {
        this.pc = pc;
        registers.answer(0x500, 0xb0c5); // DISPI ID
        registers.answer(0x514, 0x10); // VIDEO_MEMORY_64K
        registers.answer(0x800, 0x4452_4551); // DMA_ID
        registers.answer(0x804, 16 << 16 | 1 << 8 | 32); // DMA_CAPS: tables of 16 entries, 32 bits
        registers.answer(0x808, 0x1_0000); // DMA_MAXLEN
        registers.answer(0x810, () -> status);
        registers.answer(0x82c, () -> moved);
        registers.onWrite(0x80c, this::control);
        registers.onWrite(0x810, this::acknowledge);
        pc.registers(REGISTERS, 0x1000, registers);
    }

    /** The next command never ends, until it is aborted. */
    void hang() {
        hanging = 1;
    }

    /** DMA_HOST_LO: of the data, or of the table. */
    long host() {
        return registers.written(0x814);
    }

    private void control(long value) {
        if ((value & ABORT) != 0) {
            status = ABORTED;
        } else if (hanging > 0) {
            hanging--;
            status = BUSY;
        } else if ((value & START) != 0) {
            moved = (value & SG) == 0 ? registers.written(0x81c) : lengthOfTheTable();
            pc.at(
                    pc.now() + COMMAND_NANOS,
                    () -> {
                        status = DONE;
                        pc.interrupt(IRQ, (value & IRQ_EN) != 0);
                    });
        }
    }

    private long lengthOfTheTable() {
        int entries = (int) registers.written(0x81c);
        ByteBuffer table =
                ByteBuffer.wrap(pc.memory().get(registers.written(0x814), entries * ENTRY))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        for (int i = 0; i < entries; i++) {
            sum += table.getInt(i * ENTRY + Long.BYTES);
        }
        return sum;
    }

    private void acknowledge(long bits) {
        status &= ~bits;
        pc.interrupt(IRQ, status != 0);
    }
}

package dev.dreq.tools.testkit.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.PluginCatalog;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter's configuration space, as QEMU's bochs-display with 16 MiB answers. */
class ConfigurationRowsTest {
    private static final int VRAM = 0xe000_0000;
    private static final int REGISTERS = 0xe100_0000;
    private static final long NOWHERE = 0xe200_0000L;

    private static final int IO = 1;
    private static final int MEMORY = 2;
    private static final int MASTER = 4;

    /** Writable in QEMU too, and of no effect. */
    private static final int SERR = 0x100;

    private final AdapterPc pc = new AdapterPc(PluginCatalog.ofClassPath(), Map.of());

    @AfterEach
    void close() {
        pc.close();
    }

    @ParameterizedTest(name = "{0}: power-on {2}, after ones {3}, after zeros {4}")
    @CsvSource({
        "vendor and device, 00, 11111234, 11111234, 11111234",
        "class and revision, 08, 3800002, 3800002, 3800002",
        "cache line size and header type, 0c, 0, ff, 0",
        "BAR0 of 16 MiB, 10, 8, ff000008, 8",
        "BAR1, 14, 0, 0, 0",
        "BAR2 of 4 KiB, 18, 0, fffff000, 0",
        "BAR3, 1c, 0, 0, 0",
        "BAR4, 20, 0, 0, 0",
        "BAR5, 24, 0, 0, 0",
        "subsystem, 2c, 11001af4, 11001af4, 11001af4",
        // ours, not QEMU's: no ROM, a pin
        "expansion ROM, 30, 0, 0, 0",
        "interrupt line and pin, 3c, 100, 1ff, 100",
    })
    void registers(String name, String register, String powerOn, String ones, String zeros) {
        int at = Integer.parseInt(register, 16);
        assertEquals(powerOn, Integer.toHexString(pc.config(AdapterPc.SLOT, at)), name);
        pc.config(AdapterPc.SLOT, at, -1);
        assertEquals(ones, Integer.toHexString(pc.config(AdapterPc.SLOT, at)), name);
        pc.config(AdapterPc.SLOT, at, 0);
        assertEquals(zeros, Integer.toHexString(pc.config(AdapterPc.SLOT, at)), name);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({"1, 1", "2, 2", "4, 4", "400, 400", "ffff, 407", "0, 0"})
    void ofTheCommandRegisterBits0To2And10AreWritable(String written, String read) {
        pc.command(AdapterPc.SLOT, Integer.parseInt(written, 16));
        int command = pc.config(AdapterPc.SLOT, 4) & 0xffff;
        assertEquals(read, Integer.toHexString(command & ~SERR));
    }

    @ParameterizedTest(name = "command {0}")
    @CsvSource({"0, false", "1, false", "4, false", "2, true", "7, true"})
    void windowsAreThereWhileMemoryDecodeIsOn(int command, boolean there) {
        pc.config(AdapterPc.SLOT, AdapterPc.BAR0, VRAM);
        pc.config(AdapterPc.SLOT, AdapterPc.BAR2, REGISTERS);
        pc.command(AdapterPc.SLOT, IO | MEMORY | MASTER);
        long vram = Integer.toUnsignedLong(VRAM);
        long id = Integer.toUnsignedLong(REGISTERS) + 0x500;
        pc.bus.store32(vram, 0x1234_5678);
        pc.command(AdapterPc.SLOT, command);
        int nobody = pc.bus.load32(NOWHERE);
        assertEquals(0, nobody);
        assertEquals(there ? 0x1234_5678 : nobody, pc.bus.load32(vram));
        assertEquals(there ? 0xb0c5 : nobody, pc.bus.load16(id));
    }

    @Test
    void theMeasuredWideReadCrossesTheBus() {
        pc.config(AdapterPc.SLOT, AdapterPc.BAR2, REGISTERS);
        pc.command(AdapterPc.SLOT, MEMORY);
        long registers = Integer.toUnsignedLong(REGISTERS);
        pc.bus.store16(registers + 0x502, 0x1122);
        pc.bus.store16(registers + 0x504, 0x3344);
        pc.bus.store16(registers + 0x506, 0x5566);
        assertEquals(0x5566_3344_1122_b0c5L, pc.bus.load64(registers + 0x500));
        assertEquals(0x22, pc.bus.load8(registers + 0x503));
    }
}

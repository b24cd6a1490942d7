package dev.dreq.tools.testkit.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.PluginCatalog;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a hostile guest can do with the adapter only on a whole machine: its bus and its windows.
 */
class HostileAdapterTest {
    private static final long VRAM = 0xe000_0000L;
    private static final long REGISTERS = 0xe010_0000L;
    private static final long OTHER_VRAM = 0xf000_0000L;
    private static final long OTHER_REGISTERS = 0xf100_0000L;

    private static final int CTRL = 0x80c;
    private static final int STATUS = 0x810;
    private static final int HOST = 0x814;
    private static final int COUNT = 0x81c;
    private static final int MOVED = 0x82c;

    private static final int START = 1;
    private static final int TO_HOST = 4;
    private static final int BUSY = 1;
    private static final int DONE = 2;
    private static final int ERROR = 4;

    private static final int MEMORY_AND_MASTER = 6;
    private static final int BYTES = 64 << 10;
    private static final int STEP = 4 << 10;
    private static final long STEP_NANOS = 1000L * STEP;
    private static final int SOURCE = 0x10_0000;

    private final byte[] source = new byte[BYTES];

    /** A step moves 4 KiB and takes 4 ms. */
    private final AdapterPc pc =
            new AdapterPc(
                    PluginCatalog.ofClassPath(),
                    Map.of("vram", "1M", "burst", "4K", "bandwidth", "1000000"));

    @BeforeEach
    void placeTheWindows() {
        new SplittableRandom(3).nextBytes(source);
        pc.bus.write(SOURCE, source, 0, BYTES);
        place(AdapterPc.SLOT, VRAM, REGISTERS);
        place(AdapterPc.OTHER_SLOT, OTHER_VRAM, OTHER_REGISTERS);
    }

    private void place(int slot, long vram, long registers) {
        pc.config(slot, AdapterPc.BAR0, (int) vram);
        pc.config(slot, AdapterPc.BAR2, (int) registers);
        pc.command(slot, MEMORY_AND_MASTER);
    }

    @AfterEach
    void close() {
        pc.close();
    }

    private void start(long host, int count, int bits) {
        pc.bus.store32(REGISTERS + STATUS, -1);
        pc.bus.store32(REGISTERS + HOST, (int) host);
        pc.bus.store32(REGISTERS + COUNT, count);
        pc.bus.store32(REGISTERS + CTRL, START | bits);
    }

    private int status() {
        return pc.bus.load32(REGISTERS + STATUS);
    }

    private int moved() {
        return pc.bus.load32(REGISTERS + MOVED);
    }

    private byte[] bytes(long address) {
        byte[] bytes = new byte[BYTES];
        pc.bus.read(address, bytes, 0, BYTES);
        return bytes;
    }

    private void assertUnhurt() {
        pc.machine.devices().forEach(node -> assertTrue(node.fault().isEmpty(), node::name));
        place(AdapterPc.SLOT, VRAM, REGISTERS);
        pc.machine.advance(100 * STEP_NANOS);
        start(SOURCE, BYTES, 0);
        pc.machine.advance(100 * STEP_NANOS);
        assertEquals(DONE, status());
        assertArrayEquals(source, bytes(VRAM));
        assertArrayEquals(source, bytes(SOURCE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "video memory over the source, 10, 100000, 6",
        "registers over the source, 18, 100000, 6",
        "registers over video memory, 18, e0000000, 6",
        "video memory over registers, 10, e0100000, 6",
        "video memory over another's, 10, f0000000, 6",
        "registers over another's, 18, f1000000, 6",
        "video memory at 0, 10, 0, 6",
        "registers at 0, 18, 0, 6",
        "video memory at the top, 10, fff00000, 6",
        "registers at the top, 18, fffff000, 6",
        "video memory over interrupt messages, 10, fee00000, 6",
        "registers over interrupt messages, 18, fee00000, 6",
        "video memory where sizing leaves it, 10, ffffffff, 6",
        "decode off, 10, e0000000, 4",
    })
    @DisplayName("BAR games: in the middle of a transfer, which does not notice")
    void windowsMovedDuringATransfer(String what, String register, String value, int command) {
        start(SOURCE, BYTES, 0);
        pc.machine.advance(5 * STEP_NANOS);
        assertEquals(BUSY, status());
        pc.config(
                AdapterPc.SLOT,
                Integer.parseInt(register, 16),
                Integer.parseUnsignedInt(value, 16));
        pc.command(AdapterPc.SLOT, command);
        pc.machine.advance(5 * STEP_NANOS);
        for (long address : new long[] {VRAM, REGISTERS, 0, SOURCE, 0xfff0_0000L}) {
            pc.bus.load32(address);
        }
        pc.machine.advance(20 * STEP_NANOS);
        place(AdapterPc.SLOT, VRAM, REGISTERS);
        assertEquals(DONE, status(), what);
        assertEquals(BYTES, moved(), what);
        assertArrayEquals(source, bytes(VRAM), what);
        assertUnhurt();
    }

    @Test
    @DisplayName("bus master off: in the middle of a transfer, which ends")
    void busMasterOffDuringATransfer() {
        start(SOURCE, BYTES, 0);
        pc.machine.advance(5 * STEP_NANOS);
        pc.command(AdapterPc.SLOT, 2);
        pc.machine.advance(20 * STEP_NANOS);
        assertEquals(ERROR | 0x100, status());
        assertEquals(5 * STEP, moved());
        assertUnhurt();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "its DMA_CTRL, e010080c, 6",
        "its doorbell, e010084c, 6",
        "its video memory, e0000000, 6",
        "another's DMA_CTRL, f100080c, 6",
        "another's video memory, f0000000, 6",
        "interrupt messages, fee00000, 6",
        "nobody, d0000000, 2",
        "the end of RAM, 1000000, 2",
    })
    @DisplayName("DMA to own MMIO, and to another's: refused")
    void dmaToDevices(String what, String host, int code) {
        long address = Long.parseLong(host, 16);
        for (int bits : new int[] {0, TO_HOST}) {
            start(address, 16, bits);
            pc.machine.advance(STEP_NANOS);
            assertEquals(ERROR | code << 8, status(), what);
            assertEquals(0, moved(), what);
        }
        assertUnhurt();
    }

    @Test
    @DisplayName(
            "surprise removal, deadlock: reset and end of the machine in the middle of a transfer")
    void resetDuringATransfer() {
        start(SOURCE, BYTES, TO_HOST);
        pc.machine.advance(5 * STEP_NANOS);
        byte[] half = bytes(SOURCE);
        pc.machine.reset();
        pc.machine.advance(20 * STEP_NANOS);
        assertArrayEquals(half, bytes(SOURCE));
        assertEquals(0, half[5 * STEP - 1]);
        assertEquals(source[5 * STEP], half[5 * STEP]);
        pc.bus.write(SOURCE, source, 0, BYTES);
        assertUnhurt();
        start(SOURCE, BYTES, 0);
        pc.machine.advance(STEP_NANOS);
        assertEquals(BUSY, status());
    }
}

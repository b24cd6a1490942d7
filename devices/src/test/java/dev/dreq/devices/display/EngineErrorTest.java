package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.dma.BusStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a command ends early: each code, and how much had moved. */
class EngineErrorTest {

    private static final int TABLE = 0x40;

    /** Runs the command that was set up and expects it to fail with so much moved. */
    private static void assertFails(int code, int moved, Bench bench, int bits) {
        byte[] vram = bench.vramBytes();
        byte[] ram = bench.ram.clone();
        assertEquals(Integer.toHexString(ERROR | code << 8), Integer.toHexString(bench.run(bits)));
        assertEquals(moved, bench.in(MOVED));
        if (moved == 0) {
            assertArrayEquals(vram, bench.vramBytes());
            assertArrayEquals(ram, bench.ram);
        }
        bench.slot.busMaster = true;
        bench.slot.fault = BusStatus.OK;
        bench.slot.beforeAccess = () -> {};
        bench.acknowledge();
        assertEquals(0, bench.status(), "the code goes with ERROR");
        bench.packet(0, 16, 0).rectangle(0, 0);
        assertEquals(DONE, bench.run(0), "other commands are still answered");
        bench.acknowledge();
    }

    private static Bench table(String... settings) {
        return new Bench(settings)
                .range(TABLE, 0, 0x2000, 16, 0)
                .range(TABLE, 1, 0x3000, 16, 0)
                .packet(TABLE, 2, 0);
    }

    @Test
    @DisplayName("1: the bus master is disabled")
    void busMasterDisabled() {
        Bench bench = new Bench().packet(0, 16, 0);
        bench.slot.busMaster = false;
        assertFails(1, 0, bench, 0);
    }

    @Test
    @DisplayName("1: the bus master is disabled, and the table cannot be read")
    void busMasterDisabledAtTheTable() {
        Bench bench = table();
        bench.slot.busMaster = false;
        assertFails(1, 0, bench, SG);
    }

    @Test
    @DisplayName("1: the bus master is disabled during the transfer")
    void busMasterDisabledOnTheWay() {
        Bench bench = new Bench("burst", "1K").packet(0, 4096, 0);
        bench.slot.beforeAccess = () -> bench.slot.busMaster = bench.slot.accesses.size() <= 2;
        assertFails(1, 2048, bench, 0);
    }

    @ParameterizedTest(name = "to the host: {0}")
    @CsvSource({"0", "4"})
    @DisplayName("2: memory ends within the transfer")
    void memoryEnds(int direction) {
        assertFails(2, 100, new Bench().packet(Bench.RAM - 100, 200, 0), direction);
    }

    @Test
    @DisplayName("2: there is no memory at the address")
    void noMemory() {
        assertFails(2, 0, new Bench().packet(0x4000_0000, 16, 0), 0);
    }

    @Test
    @DisplayName("2: the table lies where there is no memory")
    void noMemoryForTheTable() {
        assertFails(2, 0, new Bench().packet(0x4000_0000, 2, 0), SG);
        assertFails(2, 0, new Bench().packet(Bench.RAM - 16, 2, 0), SG);
    }

    @Test
    @DisplayName("2: the bus refuses the access")
    void refused() {
        Bench bench = new Bench().packet(0, 16, 0);
        bench.slot.fault = BusStatus.REFUSED;
        assertFails(2, 0, bench, TO_HOST);
    }

    @Test
    @DisplayName("2: a range runs past the end of all addresses")
    void wraps() {
        assertFails(2, 0, new Bench().packet(-16, 32, 0), 0);
        assertFails(2, 0, table().range(TABLE, 1, -16, 32, 0), SG);
        assertFails(2, 0, new Bench().packet(-16, 2, 0), SG);
    }

    @ParameterizedTest
    @CsvSource({"0", "4194305", "0xffffffff", "0x80000000"})
    @DisplayName("3: length 0 or above the maximum")
    void length(long count) {
        assertFails(3, 0, new Bench("vram", "16M").packet(0, count, 0), 0);
        assertFails(3, 0, new Bench("vram", "16M", "dma64", "off").packet(0x1000, count, 0), 0);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "0x10000000", "0xffffffff"})
    @DisplayName("3: a table of 0 entries or more than the maximum")
    void entries(long count) {
        assertFails(3, 0, new Bench("max-sg", "4").packet(TABLE, count, 0), SG);
    }

    @Test
    @DisplayName("3: an entry of length 0")
    void emptyEntry() {
        assertFails(3, 0, table().range(TABLE, 1, 0x3000, 0, 0), SG);
    }

    @Test
    @DisplayName("3: entries that add up to more than the maximum")
    void sum() {
        assertFails(3, 0, table("max-transfer", "4K").range(TABLE, 1, 0x3000, 4081, 0), SG);
        Bench huge = new Bench();
        for (int i = 0; i < 256; i++) {
            huge.range(TABLE, i, 0x10000, 0xffff_ffffL, 0);
        }
        assertFails(3, 0, huge.packet(TABLE, 256, 0), SG);
    }

    @Test
    @DisplayName("3: not for the maximum itself")
    void longest() {
        assertEquals(DONE, new Bench("max-transfer", "4K").packet(0, 4096, 0).run(0));
        Bench bench = table("max-transfer", "4K").range(TABLE, 1, 0x3000, 4080, 0);
        assertEquals(DONE, bench.run(SG));
        assertEquals(4096, bench.in(MOVED));
        assertEquals(DONE, table("max-sg", "2").run(SG));
    }

    @ParameterizedTest(name = "vram {0}, count {1}, pitch {2}, line {3}")
    @CsvSource({
        "0x100000, 1, 0, 0",
        "0xffff1, 16, 0, 0",
        "0xffffffff, 1, 0, 0",
        "0xffffffff, 4096, 0, 0",
        "0, 20, 0x100000, 10",
        "0, 20, 0xffffffff, 10",
        "0, 4096, 0xffffffff, 1",
        "0xfff00, 21, 0x80, 10",
        "0xfffff, 2, 2, 1",
        "0xffffffff, 4096, 0xffffffff, 0xffffffff"
    })
    @DisplayName("4: a byte outside of video memory")
    void outside(long vram, long count, long pitch, long line) {
        assertFails(4, 0, new Bench().packet(0, count, vram).rectangle(pitch, line), 0);
        assertFails(4, 0, new Bench().packet(0, count, vram).rectangle(pitch, line), TO_HOST);
    }

    @Test
    @DisplayName("4: the last byte of a table's last range outside of video memory")
    void tableOutside() {
        assertFails(4, 0, table().packet(TABLE, 2, 0xfffe1), SG);
        assertFails(4, 0, table().packet(TABLE, 2, 0xfffe8).rectangle(16, 8), SG);
        assertFails(4, 0, table().packet(TABLE, 2, 0xfffe1), SG | TO_HOST);
    }

    @Test
    @DisplayName("4: not for the last byte itself")
    void lastByte() {
        assertEquals(DONE, new Bench().packet(0, 16, 0xffff0).run(0));
        assertEquals(DONE, new Bench().packet(0, 20, 0xfff00).rectangle(0xf6, 10).run(0));
        assertEquals(DONE, new Bench().packet(0, 1, 0xfffff).rectangle(0xffffffffL, 1).run(0));
    }

    @Test
    @DisplayName("5: a table, and sg=off")
    void noScatterGather() {
        assertFails(5, 0, table("sg", "off"), SG);
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "8", "15"})
    @DisplayName("5: a table that is not aligned to 16 bytes")
    void misaligned(int offset) {
        assertFails(5, 0, new Bench().packet(TABLE + offset, 1, 0), SG);
    }

    @ParameterizedTest
    @CsvSource({"1", "0x80000000", "0x100"})
    @DisplayName("5: flags")
    void flags(long flags) {
        assertFails(5, 0, table().range(TABLE, 1, 0x3000, 16, (int) flags), SG);
    }

    @Test
    @DisplayName("5: an address above 4 GiB on a 32-bit engine")
    void above() {
        assertFails(5, 0, table("dma64", "off").range(TABLE, 1, Bench.HIGH, 16, 0), SG);
        assertFails(5, 0, table("dma64", "off").range(TABLE, 1, -16, 16, 0), SG);
    }

    @Test
    @DisplayName("5: the end of a range above 4 GiB on a 32-bit engine")
    void endAbove() {
        assertFails(5, 0, table("dma64", "off").range(TABLE, 1, 0xffff_fff8L, 9, 0), SG);
        assertFails(5, 0, new Bench("dma64", "off").packet(0xffff_fff8L, 9, 0), 0);
        assertFails(5, 0, new Bench("dma64", "off").packet(0xffff_fff0L, 2, 0), SG);
        Bench upTo = new Bench("dma64", "off");
        upTo.slot.memory(0xffff_0000L, 0x10000);
        assertEquals(DONE, upTo.packet(0xffff_fff8L, 8, 0).run(0));
    }

    @ParameterizedTest(name = "pitch {0}, line {1}")
    @CsvSource({"1, 0", "10, 11", "0xffffffff, 0", "1, 0xffffffff"})
    @DisplayName("5: lines of 0, or longer than the pitch")
    void line(long pitch, long line) {
        assertFails(5, 0, new Bench().packet(0, 16, 0).rectangle(pitch, line), 0);
    }

    @Test
    @DisplayName("6: the target is a device")
    void device() {
        assertFails(6, 0, new Bench().packet(FakePciSlot.DEVICES + 0x80c, 4, 0), TO_HOST);
        assertFails(6, 0, new Bench().packet(FakePciSlot.DEVICES, 4, 0), 0);
        assertFails(6, 0, new Bench().packet(FakePciSlot.DEVICES, 4, 0), SG);
    }

    @Test
    @DisplayName("6: the target begins as memory and goes on as a device")
    void intoDevice() {
        Bench bench = new Bench();
        bench.slot.memory(FakePciSlot.DEVICES - 0x1000, 0x1000);
        assertFails(6, 16, bench.packet(FakePciSlot.DEVICES - 16, 32, 0), TO_HOST);
    }

    @ParameterizedTest
    @CsvSource({"0xfee00000", "0xfee01000", "0xfeeffffc"})
    @DisplayName("6: the target is where interrupt messages go, even with memory there")
    void messages(long address) {
        for (int bits : new int[] {0, TO_HOST, SG}) {
            Bench bench = new Bench();
            bench.slot.memory(0xfee0_0000L, 0x10_0000);
            assertFails(6, 0, bench.packet(address & -16, 4, 0), bits);
        }
    }

    @Test
    @DisplayName("6: the target begins as memory and goes on where interrupt messages go")
    void intoMessages() {
        Bench bench = new Bench();
        bench.slot.memory(0xfedf_0000L, 0x20_0000);
        assertFails(6, 16, bench.packet(0xfedf_fff0L, 32, 0), TO_HOST);
        assertFails(6, 0, bench.packet(0xfedf_fff0L, 2, 0), SG);
        assertEquals(DONE, bench.packet(0xfef0_0000L, 32, 0).run(TO_HOST));
    }
}

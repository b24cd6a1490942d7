package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.RING_HEAD;
import static dev.dreq.devices.display.Bench.RING_SIZE;
import static dev.dreq.devices.display.Bench.RING_TAIL;
import static dev.dreq.devices.display.Bench.SG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.dma.BusStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why an entry of the ring, or the ring itself, is given up: each code. */
class RingErrorTest {

    private static final int BASE = 0x8000;
    private static final int NEXT = 0x100;

    /**
     * Runs the first entry, which must end with a code and move nothing, and a sound one behind it.
     */
    private static void assertEntryFails(int code, Bench bench) {
        byte[] vram = bench.vramBytes();
        System.arraycopy(bench.ram, NEXT, vram, 0x7000, 16);
        bench.entry(BASE, 1, NEXT, 16, 0, 0x7000).ring(BASE, 4).out(RING_TAIL, 2).rest();
        assertEquals(
                Integer.toHexString(ERROR | code << 8),
                Integer.toHexString(bench.entryStatus(BASE, 0)));
        assertEquals(DONE, bench.entryStatus(BASE, 1), "the ring goes on");
        assertArrayEquals(vram, bench.vramBytes());
        assertEquals(0, bench.status(), "ERROR belongs to the packet command");
        assertEquals(2, bench.in(RING_HEAD));
        assertEquals(4, bench.in(RING_SIZE));
    }

    @Test
    @DisplayName("1: the bus master is disabled while the entry moves")
    void busMasterDisabled() {
        for (int control : new int[] {0, SG}) {
            Bench bench = new Bench().filled(1).range(0x40, 0, 0x2000, 16, 0);
            bench.slot.beforeAccess = () -> bench.slot.busMaster = bench.slot.accesses.size() != 2;
            assertEntryFails(1, bench.entry(BASE, 0, 0x40, 1, control, 0));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2 | no memory at the address           | 40000000         | 10       | 0 | 0        | 0   | 0
            2 | no memory for the table            | 40000000         | 1        | 8 | 0        | 0   | 0
            2 | a range past the end of addresses  | fffffffffffffff0 | 20       | 0 | 0        | 0   | 0
            2 | a table past the end of addresses  | fffffffffffffff0 | 2        | 8 | 0        | 0   | 0
            3 | length 0                           | 100              | 0        | 0 | 0        | 0   | 0
            3 | length above the maximum           | 100              | 400001   | 0 | 0        | 0   | 0
            3 | length of all ones                 | 100              | ffffffff | 0 | 0        | 0   | 0
            3 | a table of none                    | 40               | 0        | 8 | 0        | 0   | 0
            3 | a table above the maximum          | 40               | 101      | 8 | 0        | 0   | 0
            3 | an entry of length 0 in a table    | 40               | 3        | 8 | 0        | 0   | 0
            4 | behind video memory                | 100              | 10       | 0 | 100000   | 0   | 0
            4 | across the end of video memory     | 100              | 10       | 0 | ffff1    | 0   | 0
            4 | a rectangle across the end         | 100              | 10       | 0 | fff00    | 100 | 8
            4 | a table across the end             | 40               | 2        | 8 | ffff0    | 0   | 0
            5 | a table that is not aligned        | 48               | 1        | 8 | 0        | 0   | 0
            5 | flags in a table                   | 70               | 1        | 8 | 0        | 0   | 0
            5 | lines of 0                         | 100              | 10       | 0 | 0        | 1   | 0
            5 | lines above the pitch              | 100              | 10       | 0 | 0        | 8   | 9
            6 | a device                           | e0000000         | 10       | 0 | 0        | 0   | 0
            6 | a table in a device                | e0000000         | 1        | 8 | 0        | 0   | 0
            6 | the interrupt-message window       | fee00000         | 10       | 0 | 0        | 0   | 0
            6 | a table in that window             | fee00000         | 1        | 8 | 0        | 0   | 0
            """)
    void ofAnEntry(
            int code,
            String what,
            String host,
            String count,
            int control,
            String vram,
            String pitch,
            String line) {
        Bench bench = new Bench().filled(code);
        bench.range(0x40, 0, 0x2000, 8, 0)
                .range(0x40, 1, 0x3000, 24, 0)
                .range(0x40, 2, 0, 0, 0)
                .range(0x40, 3, 0x2000, 8, 4);
        bench.entry(
                BASE,
                0,
                Long.parseUnsignedLong(host, 16),
                Integer.parseUnsignedInt(count, 16),
                control,
                Integer.parseInt(vram, 16));
        bench.memory()
                .putInt(BASE + 20, Integer.parseInt(pitch, 16))
                .putInt(BASE + 24, Integer.parseInt(line, 16));
        assertEntryFails(code, bench);
    }

    @Test
    @DisplayName("5: a table, and sg=off")
    void noScatterGather() {
        Bench bench = new Bench("sg", "off").range(0x40, 0, 0x2000, 16, 0);
        assertEntryFails(5, bench.entry(BASE, 0, 0x40, 1, SG, 0));
    }

    @ParameterizedTest
    @CsvSource({"0x100000000, 16", "0xfffffff8, 9", "0xfffffffffffffff8, 16"})
    @DisplayName("5: an address or an end above 4 GiB on a 32-bit engine")
    void above(String host, int count) {
        Bench bench = new Bench("dma64", "off");
        assertEntryFails(
                5,
                bench.entry(BASE, 0, Long.parseUnsignedLong(host.substring(2), 16), count, 0, 0));
    }

    @ParameterizedTest(name = "code {0}: {1} at access {2}")
    @CsvSource({
        "1, DISABLED, 1", "2, UNASSIGNED, 1", "2, REFUSED, 1", "2, NOT_MEMORY, 1",
        "1, DISABLED, 3", "2, UNASSIGNED, 3", "2, REFUSED, 3", "2, NOT_MEMORY, 3",
    })
    @DisplayName("1 or 2: an entry that cannot be fetched or written back ends the ring")
    void ofTheRing(int code, BusStatus answer, int access) {
        Bench bench = new Bench().filled(9);
        bench.entry(BASE, 0, 0x100, 16, 0, 0).entry(BASE, 1, 0x100, 16, 0, 0);
        bench.slot.beforeAccess =
                () ->
                        bench.slot.fault =
                                bench.slot.accesses.size() == access ? answer : BusStatus.OK;
        bench.ring(BASE, 4).out(RING_TAIL, 2).rest();
        assertEquals(ERROR | code << 8, bench.status());
        assertEquals(0, bench.in(RING_SIZE));
        assertEquals(0, bench.in(RING_HEAD));
        assertEquals(0, bench.entryStatus(BASE, 0));
        assertEquals(0, bench.entryStatus(BASE, 1));
        assertEquals(access, bench.slot.accesses.size());
        bench.assertAlive("code " + code);
    }
}

package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags before and behind common buffers. */
class BufferTagsTest {
    private final VerifierDesk desk = new VerifierDesk(VerifierMode.STOP, true);
    private final DmaOperations dma = desk.master.operations;
    private final PphysicalAddress logical = desk.rig.dma.newPhysicalAddress();

    private long allocate(int length) {
        return dma.allocateCommonBuffer(desk.master.adapter, length, logical, true);
    }

    private void free(int length, long va) {
        dma.freeCommonBuffer(desk.master.adapter, length, logical.get(), va, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0xFF8, 0x1000, 0x1801})
    void aByteBehindTheBufferIsTooMany(int length) {
        long va = allocate(length);
        assertEquals(0, va & 0xFFF, "alignment to pages stays");
        desk.kernel.mm().fill(va, length, 0x55);
        desk.rig.bus.store8(logical.get() + length, 0x55);
        VerifierStop stop = assertThrows(VerifierStop.class, () -> free(length, va));
        assertEquals(Rule.BUFFER_OVERRUN, stop.violation().rule());
        assertEquals(2, stop.parameter(2));
        assertEquals(length, stop.parameter(3));
        assertEquals(va, stop.parameter(4));
        assertTrue(stop.violation().call().startsWith("FreeCommonBuffer("), stop.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0xFF8, 0x1000, 0x1801})
    void soIsAByteBefore(int length) {
        long va = allocate(length);
        desk.rig.bus.store8(logical.get() - 1, 0x55);
        VerifierStop stop = assertThrows(VerifierStop.class, () -> free(length, va));
        assertEquals(Rule.BUFFER_OVERRUN, stop.violation().rule());
        assertEquals(1, stop.parameter(2));
        assertEquals(length, stop.parameter(3));
        assertEquals(va, stop.parameter(4));
    }

    @Test
    void theyAreLookedAtWheneverTheAdapterFlushes() {
        long va = allocate(0x800);
        desk.mapMaster(false);
        desk.rig.bus.store8(logical.get() - 1, 0x55);
        VerifierStop stop =
                assertThrows(
                        VerifierStop.class,
                        () -> desk.master.flush(desk.mdl, desk.va, 0x3000, false));
        assertEquals(List.of(1L, 0x800L, va), parameters(stop));
        assertTrue(stop.violation().call().startsWith("FlushAdapterBuffers("), stop.getMessage());
        desk.master.freeRegisters();
        free(0x800, va);
    }

    private static List<Long> parameters(VerifierStop stop) {
        return List.of(stop.parameter(2), stop.parameter(3), stop.parameter(4));
    }

    @Test
    void aBufferOfAllMapRegistersHasNoRoomForTags() {
        int length = 0x1000 * desk.master.registers;
        long va = allocate(length);
        assertTrue(va != 0, "a tag takes nothing from the driver");
        free(length, va);
        assertEquals(0, allocate(0));
    }

    @Test
    void whereThereIsNoRoomForAPageBeforeThereMayBeForATagBehind() {
        int length = 0x1000 * desk.master.registers - 8;
        long va = allocate(length);
        desk.rig.bus.store8(logical.get() + length, 0x55);
        VerifierStop stop = assertThrows(VerifierStop.class, () -> free(length, va));
        assertEquals(List.of(2L, (long) length, va), parameters(stop));
    }

    @Test
    void theLengthIsStillTheDrivers() {
        long va = allocate(0x800);
        VerifierStop stop = assertThrows(VerifierStop.class, () -> free(0x808, va));
        assertEquals(Rule.COMMON_BUFFER_MISMATCH, stop.violation().rule());
        assertEquals(0x808, stop.parameter(3));
        assertTrue(stop.getMessage().contains("with 0x808 bytes"), stop.getMessage());
        assertTrue(stop.getMessage().contains("allocated with 0x800 bytes"), stop.getMessage());
        free(0x800, va);
    }
}

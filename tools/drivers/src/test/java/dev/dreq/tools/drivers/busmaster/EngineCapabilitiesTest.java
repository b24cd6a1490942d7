package dev.dreq.tools.drivers.busmaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the driver makes of DMA_CAPS and DMA_MAXLEN. */
class EngineCapabilitiesTest {
    private static final int SCATTER_GATHER = 1 << 8;
    private static final int RING = 1 << 9;

    private static EngineCapabilities caps(int caps) {
        return EngineCapabilities.of(32 | caps, 4096);
    }

    @Test
    void tablesAreForEnginesThatTakeThem() {
        assertTrue(caps(SCATTER_GATHER | 4 << 16).takesRanges(TransferPath.SG));
        assertTrue(caps(SCATTER_GATHER | 4 << 16).takesRanges(TransferPath.SG_LIST));
        assertFalse(caps(SCATTER_GATHER).takesRanges(TransferPath.SG), "a table of no entries");
        assertFalse(caps(4 << 16).takesRanges(TransferPath.SG_LIST), "no tables");
        assertFalse(caps(SCATTER_GATHER | 4 << 16).takesRanges(TransferPath.SINGLE));
        assertTrue(caps(RING).takesRanges(TransferPath.RING));
    }

    @Test
    void aDriverSaysWhatAnEngineLacks() {
        assertEquals(Optional.empty(), caps(0).lacks(TransferPath.SG));
        assertEquals(Optional.empty(), caps(RING).lacks(TransferPath.RING));
        assertEquals(
                Optional.of("it has no ring; path=single does without"),
                caps(0).lacks(TransferPath.RING));
        assertEquals(
                Optional.of("it says that it has 32 address bits and moves 0 bytes at most"),
                EngineCapabilities.of(32, 0).lacks(TransferPath.SINGLE));
        assertEquals(
                Optional.of("it says that it has 31 address bits and moves 4096 bytes at most"),
                EngineCapabilities.of(31, 4096).lacks(TransferPath.SINGLE));
    }
}

package dev.dreq.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcLayoutTest {

    private static final RamRange LOW = new RamRange(0, 0xa0000);

    @Test
    void aMebibyteEndsBelowTheHole() {
        assertEquals(List.of(LOW), PcLayout.ranges(1 << 20));
    }

    @Test
    void threeGibibytesLieBelowTheDevices() {
        assertEquals(List.of(LOW, new RamRange(0x100000, 0xbff00000L)), PcLayout.ranges(3L << 30));
    }

    @Test
    void theRestLiesFromFourGibibytesOn() {
        assertEquals(
                List.of(
                        LOW,
                        new RamRange(0x100000, 0xbff00000L),
                        new RamRange(1L << 32, 61L << 30)),
                PcLayout.ranges(64L << 30));
    }
}

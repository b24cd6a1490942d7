package dev.dreq.tools.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.video.VpDeviceDescription;
import org.junit.jupiter.api.Test;

class EngineCapabilitiesTest {

    @Test
    void theDescriptionSaysWhatTheHardwareSays() {
        assertEquals(
                new VpDeviceDescription(true, true, true, 0x400000),
                EngineCapabilities.of(0x0100_0340, 0x400000).description());
        assertEquals(
                new VpDeviceDescription(false, true, false, 0x1000),
                EngineCapabilities.of(0x0100_0020, 0x1000).description());
    }

    @Test
    void atableThatMayHaveNoEntriesIsNoScatterGather() {
        assertEquals(
                new VpDeviceDescription(false, true, false, 0x1000),
                EngineCapabilities.of(0x0000_0120, 0x1000).description());
    }
}

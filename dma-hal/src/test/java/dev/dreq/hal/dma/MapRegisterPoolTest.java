package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapRegisterPoolTest {

    @ParameterizedTest
    @CsvSource({
        "0x40000, 32, 0x20000, 32",
        "0x40000, 32, 0x10000, 16",
        "0x50000, 16, 0x20000, 16",
        "0x50000, 16, 0x10000, 16",
        "0x5C000, 8, 0x10000, 4",
        "0x5D000, 8, 0x10000, 5",
        "0x5F000, 1, 0x10000, 1",
        "0x50000, 0, 0x10000, 0"
    })
    void theLongestAllocationLiesWithinAWindow(long address, int count, long window, int longest) {
        assertEquals(longest, new MapRegisterPool(address, count, 0).longest(window));
    }

    @Test
    void anAllocationCrossesNoWindowThoughThePoolDoes() {
        MapRegisterPool pool = new MapRegisterPool(0x40000, 32, 0x9000);
        AdapterChannel bytes = mock(AdapterChannel.class);
        when(bytes.registersWanted()).thenReturn(10);
        when(bytes.window()).thenReturn(0x10000L);
        AdapterChannel words = mock(AdapterChannel.class);
        when(words.registersWanted()).thenReturn(6);
        when(words.window()).thenReturn(0x20000L);
        assertEquals(0x40000, pool.request(bytes).address());
        assertEquals(0x50000, pool.request(bytes).address(), "not 0x4A000");
        assertEquals(0x4A000, pool.request(words).address());
        assertEquals(0x5A000, pool.request(words).address());
        assertEquals(0, pool.free());
    }

    @Test
    void registersAreReturnedOnce() {
        MapRegisterPool pool = new MapRegisterPool(0x40000, 4, 0x9000);
        AdapterChannel channel = mock(AdapterChannel.class);
        when(channel.registersWanted()).thenReturn(2);
        when(channel.window()).thenReturn(0x10000L);
        RegisterAllocation allocation = pool.request(channel);
        pool.release(allocation);
        assertThrows(IllegalStateException.class, () -> pool.release(allocation));
    }
}

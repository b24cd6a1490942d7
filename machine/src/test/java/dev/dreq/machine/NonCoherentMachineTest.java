package dev.dreq.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.DmaWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NonCoherentMachineTest {
    private static final int AT = 0x10_0040;
    private static final byte[] IMAGE = {1, 2, 3, 4};

    private final Machine machine =
            Machine.builder().memory(2 << 20).coherent(false).rom(0xf0000, IMAGE).build();
    private final CpuBus cpu = machine.cpu();

    /** Memory as bus masters see it. */
    private final CpuBus bus = machine.bus();

    private final CacheControl cache = cpu.capability(CacheControl.class).orElseThrow();

    @Test
    void storesReachMemoryWhenTheyAreCleaned() {
        cpu.store32(AT, 5);
        assertEquals(0, bus.load32(AT));
        bus.store32(AT, 7);
        assertEquals(5, cpu.load32(AT));
        cache.clean(AT, 4);
        assertEquals(5, bus.load32(AT));
    }

    @Test
    void whatADeviceStoresIsSeenWhenTheRangeIsInvalidated() {
        cpu.load8(AT + 63);
        bus.store32(AT, 5);
        assertEquals(0, cpu.load32(AT));
        cache.invalidate(AT, 4);
        assertEquals(5, cpu.load32(AT));
    }

    @Test
    void anInvalidatedLineIsFetchedAtOnce() {
        cpu.load8(AT);
        cache.invalidate(AT, 64);
        bus.store32(AT, 5);
        assertEquals(0, cpu.load32(AT));
    }

    @Test
    void theNeighboursOfWhatIsMaintainedAreNotHarmed() {
        cpu.store64(AT, 0x0808_0808_0808_0808L);
        bus.store64(AT, 0x0101_0101_0101_0101L);
        cache.invalidate(AT + 4, 1);
        assertEquals(0x0808_0801_0808_0808L, cpu.load64(AT));
        cache.clean(AT + 1, 1);
        assertEquals(0x0101_0101_0101_0801L, bus.load64(AT));
    }

    @Test
    void aRangeTakenOutIsSeenAlike() {
        cpu.store32(AT, 5);
        cache.uncached(AT, 4, true);
        assertEquals(5, bus.load32(AT));
        cpu.store32(AT, 6);
        assertEquals(6, bus.load32(AT));
        bus.store32(AT, 7);
        assertEquals(7, cpu.load32(AT));
    }

    @Test
    void romIsNotCached() {
        cpu.store32(0xf0000, -1);
        assertEquals(0x04030201, cpu.load32(0xf0000));
    }

    @Test
    void romOverRamIsNotCached() {
        Machine shadowed =
                Machine.builder().memory(2 << 20).coherent(false).rom(0x100010, IMAGE).build();
        shadowed.cpu().store64(0x10000c, -1);
        assertEquals(0x04030201_ffff_ffffL, shadowed.cpu().load64(0x10000c));
        shadowed.cpu().store32(0x100ffc, -1);
        assertEquals(-1, shadowed.bus().load32(0x100ffc));
        shadowed.cpu().store32(0x101000, -1);
        assertEquals(0, shadowed.bus().load32(0x101000));
    }

    @Test
    void aCoherentMachineHasNoCacheBeforeItsBus() {
        Machine coherent = Machine.builder().memory(1 << 20).build();
        assertEquals(Optional.empty(), coherent.cpu().capability(CacheControl.class));
        assertSame(MachineBus.class, coherent.cpu().getClass());
        assertNotSame(MachineBus.class, cpu.getClass());
        assertEquals(Optional.empty(), bus.capability(CacheControl.class));
        assertSame(
                bus.capability(DmaWatch.class).orElseThrow(),
                cpu.capability(DmaWatch.class).orElseThrow());
    }

    @Test
    void savingWritesBackAndRestoringBeginsEmpty() throws IOException {
        cpu.store32(AT, 5);
        cache.uncached(0x20_0000 - 1, 1, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.save(out);
        assertEquals(5, bus.load32(AT));
        bus.store32(AT, 6);
        assertEquals(5, cpu.load32(AT), "the saved machine's copy stays");

        Machine restored =
                Machine.restore(new ByteArrayInputStream(out.toByteArray()), PluginCatalog.of());
        restored.bus().store32(AT + 8, 7);
        assertEquals(5, restored.cpu().load32(AT));
        assertEquals(7, restored.cpu().load32(AT + 8));
        restored.cpu().store8(0x20_0000 - 1, 1);
        assertEquals(0, restored.bus().load8(0x20_0000 - 1), "cached again");
    }

    @Test
    void aResetWritesBackAndEmpties() {
        cpu.store32(AT, 5);
        cache.uncached(AT + 0x1000, 1, true);
        machine.reset();
        assertEquals(5, bus.load32(AT));
        bus.store32(AT, 6);
        assertEquals(6, cpu.load32(AT));
        cpu.store8(AT + 0x1000, 1);
        assertEquals(0, bus.load8(AT + 0x1000));
    }
}
